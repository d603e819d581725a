from django.db import models


class Exam(models.Model):
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=100)
    held_on = models.DateField()

    def __str__(self):
        return f"{self.title}, {self.held_on}"
