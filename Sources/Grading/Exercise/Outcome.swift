import Exchange

/// What became of one call of an answer.
public enum Outcome<Output> {
  /// It returned.
  case returned(Output)

  /// It threw an error.
  case threw(ForeignError)

  /// It returned what has not the type that was asked for.
  case misfit

  /// It did not come back.
  case stopped(Fault)

  /// Calls an answer.
  ///
  /// - Throws: `Unattempted` where that is what it throws.
  init(_ call: () throws -> Output) throws(Unattempted) {
    do {
      self = .returned(try call())
    } catch let error as Unattempted {
      throw error
    } catch let fault as Fault {
      self = .stopped(fault)
    } catch is MisfitAnswer {
      self = .misfit
    } catch {
      self = .threw(ForeignError(error))
    }
  }

  /// The output, where it returned.
  public var output: Output? { if case .returned(let output) = self { output } else { nil } }

  /// The fault, where it did not come back.
  var fault: Fault? { if case .stopped(let fault) = self { fault } else { nil } }
}

extension Discrepancy {
  /// The discrepancy of an outcome where a result was expected; nil where there is a result, or where
  /// the call did not come back, which is told in another way.
  static func ofMissingResult<Output>(_ outcome: Outcome<Output>) -> Discrepancy? {
    switch outcome {
    case .returned, .stopped: nil
    case .misfit:
      Discrepancy(
        diagnosis: "misfit", message: "What came back has not the type that was asked for.",
        evidence: "")
    case .threw(let error):
      Discrepancy(
        diagnosis: "threw", message: "The function threw an error where a result was expected.",
        evidence: "\(error.type): \(error.firstLine)")
    }
  }
}

extension ForeignError {
  /// The first line of the description, short enough for a report.
  public var firstLine: String {
    String((description.split(separator: "\n").first ?? "").prefix(300))
  }
}
