import Foundation
import Presentation

extension Page {
  /// Shows the source of a function of the lesson's exercises, with the line numbers of its file.
  ///
  /// It is the function that the lesson runs on: that of `Solutions/NN-Name.swift`, where NN-Name is
  /// the folder of the lesson; in a run on the learner's functions (`LOWRANK_LEARNER` is set) that of
  /// `Exercises/NN-Name.swift`, where it was attempted. Documentation is left out.
  ///
  /// - Parameter functions: The name of the function, and of private ones of the same file that it
  ///   calls. Where one is not there, the page says so and goes on.
  public func source(of functions: String..., line: Int = #line) {
    let lesson = URL(fileURLWithPath: sourcePath).deletingLastPathComponent()
    let isLearners = surroundings.variables["LOWRANK_LEARNER"] != nil
    let quotation = Quotation(
      root: lesson.deletingLastPathComponent().deletingLastPathComponent(),
      lesson: lesson.lastPathComponent, prefersLearners: isLearners)
    for block in quotation.blocks(of: functions) { emit(block, line: line) }
  }
}
