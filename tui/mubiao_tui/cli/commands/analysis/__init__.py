"""Commands on what facts come to: targets held against outcomes, pledges followed, places compared."""
