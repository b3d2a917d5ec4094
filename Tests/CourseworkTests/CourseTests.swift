import Coursework
import Grading
import Testing

@Suite struct CourseTests {
  @Test("Solutions and alternatives pass; each misconception earns its own diagnosis")
  func exercisesMeetTheKitsRules() {
    for lesson in Course.lessons {
      for shortcoming in lesson.shortcomings() { Issue.record("\(shortcoming)") }
    }
  }
}
