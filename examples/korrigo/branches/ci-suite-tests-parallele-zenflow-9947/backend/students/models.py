from django.conf import settings
from django.db import models


class Student(models.Model):
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    class_name = models.CharField(max_length=20)
    date_naissance = models.DateField()
    groupe = models.CharField(max_length=30, blank=True)
    email = models.EmailField(unique=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="student_profile")
    privacy_charter_accepted = models.BooleanField(default=False)
    privacy_charter_accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(fields=["last_name", "first_name", "date_naissance"], name="unique_student"),
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name} ({self.class_name})"
