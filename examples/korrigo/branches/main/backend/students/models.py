from django.conf import settings
from django.db import models


class Student(models.Model):
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    class_name = models.CharField(max_length=20)
    date_naissance = models.DateField()
    groupe = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="student_profile",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["last_name", "first_name", "date_naissance"], name="one_student_per_identity"),
        ]
        indexes = [
            models.Index(fields=["last_name", "first_name", "date_naissance"], name="student_identity"),
        ]

    def __str__(self):
        return f"{self.last_name} {self.first_name} ({self.class_name})"
