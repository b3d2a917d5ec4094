import Coursework
import Grading

/// Whether the files of the package agree with each other and with the coursework.
struct LayoutCheck {
  let workspace: Workspace

  /// The files that are made from the solutions and are not what those give.
  func generated() -> [String] {
    do {
      return GeneratedFiles.outdated(try workspace.lessonSources(), in: workspace).map {
        "\($0.path) is out of date; swift run course stubs --write"
      }
    } catch {
      return ["\(error)"]
    }
  }

  /// Where lessons, solutions, exercises and the manifest do not name the same things.
  func files() -> [String] {
    let labels = Course.outline.map(\.label)
    let sources = labels.map { "\($0).swift" }
    return differences("Lessons", workspace.entries(of: "Lessons"), labels)
      + differences("Solutions", workspace.entries(of: "Solutions"), sources)
      + differences("Exercises", workspace.entries(of: "Exercises"), sources, strays: false)
      + differences("Sources/Workbench", workspace.entries(of: "Sources/Workbench"), sources)
      + differences("Package.swift", manifestLessons(), labels)
      + labels.flatMap { label in
        differences(
          "Lessons/\(label)", workspace.entries(of: "Lessons/\(label)"), ["main.swift"],
          strays: false)
      }
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

  /// The exercises that their lesson does not name, and the lessons that the README does not.
  func mentions() -> [String] {
    let readme = (try? workspace.text("README.md")) ?? ""
    return Course.outline.flatMap { lesson -> [String] in
      let path = "Lessons/\(lesson.label)/main.swift"
      let page = (try? workspace.text(path)) ?? ""
      let unnamed = lesson.exercises.filter { !page.contains("**\($0.number)**") }.map {
        "\(path): exercise \($0.number) is not named; expected “- **\($0.number)** …”"
      }
      return unnamed
        + (readme.contains("`swift run \(lesson.name)`")
          ? [] : ["README.md: there is no row for `swift run \(lesson.name)`"])
    }
  }

  /// The lessons that the manifest lists: the labels between `let lessons = [` and the `]` of a line.
  private func manifestLessons() -> [String] {
    guard let text = try? workspace.text("Package.swift"),
      let start = text.firstRange(of: "let lessons = [\n")?.upperBound,
      let end = text[start...].firstRange(of: "\n]\n")?.lowerBound
    else { return [] }
    return text[start..<end].matches(of: /label: "([^"]+)"/).map { String($0.1) }
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
