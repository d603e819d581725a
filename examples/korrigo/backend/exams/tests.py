from datetime import date

from django.test import TestCase

from exams.models import Exam


class ExamTest(TestCase):
    def test_an_exam_says_when_it_is_held(self):
        exam = Exam.objects.create(title="Bac blanc", subject="Mathématiques", held_on=date(2026, 3, 12))
        self.assertEqual(str(exam), "Bac blanc, 2026-03-12")
