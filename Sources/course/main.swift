import Coursework
import Grading

for l in Course.lessons { for s in l.shortcomings() { print(s) } }
