from django.db import models


class Copy(models.Model):
    exam = models.ForeignKey("exams.Exam", on_delete=models.CASCADE, related_name="copies")
    student = models.ForeignKey("students.Student", on_delete=models.PROTECT, related_name="copies")
    anonymous_id = models.CharField(max_length=12, unique=True)
    grade = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name_plural = "copies"
        constraints = [models.UniqueConstraint(fields=["exam", "student"], name="one_copy_per_student_and_exam")]
