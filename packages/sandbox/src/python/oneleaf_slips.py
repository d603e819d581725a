"""What goes wrong only when modules are imported in another order, or by another program: read from the sources, as nothing of it may have run."""

import oneleaf_circles
import oneleaf_init_app
from oneleaf_sources import Sources


def slips(top="."):
    sources = Sources(top)
    return oneleaf_circles.circles(sources) + oneleaf_init_app.repeated(sources)
