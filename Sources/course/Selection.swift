import Coursework
import Grading
import Presentation

/// One exercise with the lesson that it belongs to.
struct Selected: Equatable {
  let lesson: LessonOutline
  let exercise: ExerciseOutline
}

/// What the words on a command line name.
enum Selection {
  /// Every exercise, in order.
  static let all = Course.outline.flatMap { lesson in
    lesson.exercises.map { Selected(lesson: lesson, exercise: $0) }
  }

  /// The exercises that the words name, in the order of the course, each once; all where there is
  /// no word. A word is a number such as `4.2`, a function, or a lesson by name or number.
  static func exercises(_ words: [String]) throws(Failure) -> [Selected] {
    guard !words.isEmpty else { return all }
    var numbers: Set<String> = []
    for word in words {
      let found = named(word)
      guard !found.isEmpty else { throw unknown(word) }
      numbers.formUnion(found.map(\.exercise.number))
    }
    return all.filter { numbers.contains($0.exercise.number) }
  }

  /// The lesson that a word names.
  static func lesson(_ word: String) -> LessonOutline? {
    Course.outline.first {
      $0.name.lowercased() == word.lowercased() || "\($0.number)" == word
        || $0.label.lowercased() == word.lowercased()
    }
  }

  /// The one exercise that a word names.
  static func exercise(_ word: String) -> Selected? {
    all.first {
      $0.exercise.number == word || $0.exercise.function.lowercased() == word.lowercased()
    }
  }

  /// The one exercise that a word must name.
  static func oneExercise(_ word: String) throws(Failure) -> Selected {
    if let selected = exercise(word) { return selected }
    if let lesson = lesson(word), let first = lesson.exercises.first,
      let last = lesson.exercises.last
    {
      throw Failure(
        message: "\(lesson.name) is a lesson; its exercises are \(first.number) to \(last.number)",
        status: 64)
    }
    throw unknown(word)
  }

  /// The failure for a word that names nothing.
  static func unknown(_ word: String) -> Failure {
    let words =
      all.map(\.exercise.number) + all.map(\.exercise.function) + Course.outline.map(\.name)
    return .usage(
      "there is no lesson or exercise named “\(word.prefix(60))”",
      closest: Spelling.nearest(to: word, among: words))
  }

  private static func named(_ word: String) -> [Selected] {
    if let lesson = lesson(word) { return all.filter { $0.lesson == lesson } }
    return exercise(word).map { [$0] } ?? []
  }
}
