"""What phones ask of the server. Starlette stands only here, and where the app is started."""

from decision.room.web.routes import JOIN, room_routes

__all__ = ["JOIN", "room_routes"]
