"""What is wrong in the sources and does not show, or not yet, when the project runs. Nothing of it is imported, and no database is asked."""

import oneleaf_circles
import oneleaf_init_app
import oneleaf_keys
import oneleaf_urls
from oneleaf_sources import Sources


def slips(top="."):
    return slips_in(Sources(top))


def slips_in(sources):
    return oneleaf_circles.circles(sources) + oneleaf_init_app.repeated(sources) + oneleaf_keys.keys(sources) + oneleaf_urls.asynchronous(sources)
