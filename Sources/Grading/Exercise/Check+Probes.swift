extension Check {
  /// Creates a check that tries an answer on several inputs and explains what fails.
  ///
  /// Every probe is run. Where some fail, the first symptom that explains every failing one is the
  /// diagnosis; where none does, the discrepancy of the first failing probe is. So a symptom is
  /// not believed because it fits one input by chance, and an answer earns one diagnosis only.
  ///
  /// - Parameters:
  ///   - title: What the check holds, in a few words.
  ///   - probes: The inputs.
  ///   - call: Calls the answer.
  ///   - verify: Compares an output with what it should be; nil where it is right. It must survive
  ///     every output, of any shape and with any numbers.
  ///   - symptoms: What is known to go wrong, the most specific first.
  public init<Input, Output>(
    _ title: String,
    probes: [Probe<Input>],
    call: @escaping @Sendable (Answers, Input) throws -> Output,
    verify: @escaping @Sendable (Input, Output) -> Discrepancy?,
    symptoms: [Symptom<Input, Output>]
  ) {
    self.init(title, diagnoses: symptoms.map(\.diagnosis)) { answers in
      var failures: [(probe: Probe<Input>, output: Output, discrepancy: Discrepancy)] = []
      for probe in probes {
        let output: Output
        do {
          output = try call(answers, probe.input)
        } catch let error as Unattempted {
          throw error
        } catch {
          return Finding.threw(error, on: probe.name)
        }
        if let discrepancy = verify(probe.input, output) {
          failures.append((probe, output, discrepancy))
        }
      }
      guard let first = failures.first else { return nil }
      let symptom = symptoms.first { symptom in
        failures.allSatisfy { symptom.explains($0.probe.input, $0.output) }
      }
      return Finding(
        diagnosis: symptom?.diagnosis ?? first.discrepancy.diagnosis,
        message: symptom?.message ?? first.discrepancy.message,
        evidence: "For \(first.probe.name): \(first.discrepancy.evidence)")
    }
  }
}

extension Finding {
  /// The finding for an answer that threw something other than `Unattempted`.
  static func threw(_ error: any Error, on input: String) -> Finding {
    let description = String(describing: error).split(separator: "\n").first.map(String.init) ?? ""
    return Finding(
      diagnosis: "threw", message: "The function threw an error where a result was expected.",
      evidence: "For \(input): \(type(of: error)): \(description.prefix(300))")
  }
}
