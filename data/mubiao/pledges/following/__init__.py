"""What became of a pledge: its object found again in the next report of the place, and the stage told there."""

from __future__ import annotations

from mubiao.model import STATUSES as STATUSES
from mubiao.pledges.following.follow import Followed as Followed
from mubiao.pledges.following.follow import follow as follow
from mubiao.pledges.following.names import general_names as general_names
