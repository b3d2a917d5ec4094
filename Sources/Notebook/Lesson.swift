import Foundation
import Presentation

/// Runs a lesson: prints its source and its results woven together, and ends the process.
///
/// ```swift
/// lesson("Powers", summary: "What repeated multiplication does") { page in
///   //: # Squaring
///   //: A square grows faster than its side.
///   let side = 3.0
///   page.show(side * side, "area")
///   page.check("the area is 9", side * side, equals: 9)
/// }
/// ```
///
/// Lines that start with `//:` are prose in Markdown; all else is code. Each call on the page first
/// prints the prose and the code that were not printed yet, up to the end of the cell that the call
/// stands in, and then what it has to show. A function that calls the page on behalf of a cell
/// further down takes `line: Int = #line` and passes it on.
///
/// The process ends with status 0; 1 where a check failed; 64 where the command line or a value on
/// it is wrong; 65 where a matrix does not suit an operation; the status of an `ExitStatusError`
/// that `body` throws; 70 for any other error.
///
/// - Parameters:
///   - name: The lesson's name, which is also that of its product.
///   - summary: What the lesson is about, in one line.
///   - options: The options that the lesson takes besides those that every lesson has.
///   - sourcePath: Where the source is; leave it out.
///   - body: The lesson.
public func lesson(
  _ name: String, summary: String = "", options: [LessonOption] = [],
  sourcePath: String = #filePath, _ body: (Page) throws -> Void
) -> Never {
  lesson(
    name, summary: summary, options: options, reading: { _ in }, sourcePath: sourcePath,
    { page, _ in try body(page) })
}

/// Runs a lesson that reads files: they are read before the first line of the page, so that one that is
/// missing or malformed is said at once.
///
/// - Parameters:
///   - name: The lesson's name, which is also that of its product.
///   - summary: What the lesson is about, in one line.
///   - options: The options that the lesson takes besides those that every lesson has.
///   - reading: Reads what the options name. It must not write on the page.
///   - sourcePath: Where the source is; leave it out.
///   - body: The lesson.
public func lesson<Request>(
  _ name: String, summary: String = "", options: [LessonOption] = [],
  reading: (Page) throws -> Request, sourcePath: String = #filePath,
  _ body: (Page, Request) throws -> Void
) -> Never {
  let run = LessonRun(name: name, summary: summary, options: options, sourcePath: sourcePath)
  // A reader that closes the pipe, such as `head`, ends the lesson quietly.
  signal(SIGPIPE, SIG_DFL)
  let arguments = Array(CommandLine.arguments.dropFirst())
  exit(run.run(arguments: arguments, in: .ofProcess(), reading: reading, body))
}
