"""Updates in, screens out: one module per topic; decides nothing.

Importing the package fills the routing tables of `handlers/routes.py`.
"""

from handlers import basics, helps, invitations, replies, strangers

__all__ = ["basics", "helps", "invitations", "replies", "strangers"]
