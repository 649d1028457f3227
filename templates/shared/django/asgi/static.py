# Static files: those of Swagger UI

STATIC_URL = "static/"
SERVESTATIC_USE_FINDERS = True
