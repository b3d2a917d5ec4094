import Coursework
import Grading

/// Whether the files of the package agree with each other and with the coursework.
struct LayoutCheck {
  let workspace: Workspace

  /// Where a stub's comment does not name its exercise, or a signature has changed.
  func comments() -> [String] {
    Selection.all.compactMap { selected -> String? in
      let (lesson, exercise) = (selected.lesson, selected.exercise)
      do {
        let stub = try workspace.stub(of: exercise, in: lesson)
        let points = exercise.points == 1 ? "1 point" : "\(exercise.points) points"
        let opening = "/// Exercise \(exercise.number) (\(points)). "
        guard stub.comment.hasPrefix(opening) else {
          return "\(lesson.solutionFile): the comment of \(exercise.function) must begin with "
            + "“\(opening)”"
        }
        return nil
      } catch {
        return "\(error)"
      }
    }
  }

  /// Where lessons, solutions, exercises and the manifest do not name the same things.
  func files() -> [String] {
    let labels = Course.outline.map(\.label)
    let sources = labels.map { "\($0).swift" }
    return differences("Lessons", workspace.entries(of: "Lessons"), labels)
      + differences("Solutions", workspace.entries(of: "Solutions"), sources)
      + differences("Exercises", workspace.entries(of: "Exercises"), sources, strays: false)
      + differences("Package.swift", manifestLessons(), labels)
      + labels.flatMap { label in
        differences(
          "Lessons/\(label)", workspace.entries(of: "Lessons/\(label)"), ["main.swift"],
          strays: false)
      } + functions() + tests()
  }

  /// The files in Exercises that differ from the stubs of the solutions, and the signatures.
  func editedStubs() -> [String] {
    Course.outline.flatMap { lesson -> [String] in
      do {
        let expected = try workspace.stubFile(of: lesson)
        let found = try workspace.text(lesson.exerciseFile)
        guard found != expected else { return [] }
        let signatures = SourceStub.signatures(in: found)
        let changed = SourceStub.signatures(in: expected)
          .filter { signatures[$0.key] != $0.value }.map(\.key).sorted()
        return ["\(lesson.exerciseFile) differs from the stubs"]
          + changed.map { "\(lesson.exerciseFile): the signature of \($0) is changed or missing" }
      } catch {
        return ["\(error)"]
      }
    }
  }

  /// The files in Exercises that belong to no lesson.
  func strayExercises() -> [String] {
    let known = Set(Course.outline.map { "\($0.label).swift" })
    return workspace.entries(of: "Exercises").filter { !known.contains($0) }
      .map { "Exercises/\($0) belongs to no lesson" }
  }

  /// Where a solution has a public function without an exercise.
  private func functions() -> [String] {
    Course.outline.flatMap { lesson -> [String] in
      guard let text = try? workspace.text(lesson.solutionFile),
        let stubs = try? SourceStub.stubs(of: text)
      else { return ["\(lesson.solutionFile) cannot be taken apart"] }
      return differences(
        lesson.solutionFile, stubs.map(\.function), lesson.exercises.map(\.function))
    }
  }

  /// Where `swift test` would not grade an exercise.
  private func tests() -> [String] {
    Selection.all.compactMap { selected in
      let path = "Tests/ExerciseTests/\(selected.lesson.name)Exercises.swift"
      let trait = ".exercise(\"\(selected.exercise.number)\")"
      let text = (try? workspace.text(path)) ?? ""
      return text.contains(trait) ? nil : "\(path): no test has the trait \(trait)"
    }
  }

  /// The lessons that the manifest lists: the strings between `let lessons = [` and `]`.
  private func manifestLessons() -> [String] {
    guard let text = try? workspace.text("Package.swift"),
      let list = text.firstMatch(of: /let lessons = \[([^\]]*)\]/)
    else { return [] }
    return list.1.matches(of: /"([^"]+)"/).map { String($0.1) }
  }

  private func differences(
    _ place: String, _ found: [String], _ expected: [String], strays: Bool = true
  ) -> [String] {
    let missing = expected.filter { !found.contains($0) }.map { "\(place): \($0) is missing" }
    let stray = found.filter { !expected.contains($0) }.map {
      "\(place): \($0) belongs to no exercise or lesson"
    }
    return missing + (strays ? stray : [])
  }
}
