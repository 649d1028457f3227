# Static files: those of Swagger UI

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
