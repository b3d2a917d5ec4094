// Made by `swift run course stubs --write` from Solutions/10-FilterFactorization.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import FilterFactorizationSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 10 consists of: one closure for each.
public struct FilterFactorizationAnswers: LessonAnswers {
  /// Exercise 10.1: The places of a kernel.
  public var convolutionOutputSize: @Sendable (_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) throws -> Int

  /// Exercise 10.2: What a separable layer is.
  public var separableKernel: @Sendable (_ depthwise: Matrix<Double>, _ pointwise: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 10.3: Where Tucker-2 pays.
  public var tuckerTwoBreakEven: @Sendable (_ kernel: Int, _ inputs: Int, _ outputs: Int) throws -> Int

  /// Exercise 10.4: The work of Tucker-2.
  public var tuckerTwoWork: @Sendable (_ height: Int, _ width: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ inputs: Int, _ outputs: Int, _ inputRank: Int, _ outputRank: Int) throws -> Int

  /// Exercise 10.5: Two 1-D kernels.
  public var oneDimensionalKernels: @Sendable (_ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ rank: Int) throws -> (vertical: Matrix<Double>, horizontal: Matrix<Double>)

  /// Exercise 10.6: The Tucker-2 factors of a kernel.
  public var tuckerTwoFactors: @Sendable (_ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ inputRank: Int, _ outputRank: Int) throws -> (first: Matrix<Double>, core: Matrix<Double>, last: Matrix<Double>)

  /// Lesson 10 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 10, name: "FilterFactorization",
    exercises: [
      ("The places of a kernel", 1, "convolutionOutputSize", ConvolutionOutputSize.exercise),
      ("What a separable layer is", 2, "separableKernel", SeparableKernel.exercise),
      ("Where Tucker-2 pays", 2, "tuckerTwoBreakEven", TuckerTwoBreakEven.exercise),
      ("The work of Tucker-2", 2, "tuckerTwoWork", TuckerTwoWork.exercise),
      ("Two 1-D kernels", 3, "oneDimensionalKernels", OneDimensionalKernels.exercise),
      ("The Tucker-2 factors of a kernel", 3, "tuckerTwoFactors", TuckerTwoFactors.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/10-FilterFactorization.swift`.
  public static let reference = Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      try FilterFactorizationSolutions.convolutionOutputSize(a0, kernel: a1, stride: a2, padding: a3)
    },
    separableKernel: { a0, a1 in
      try FilterFactorizationSolutions.separableKernel(depthwise: a0, pointwise: a1)
    },
    tuckerTwoBreakEven: { a0, a1, a2 in
      try FilterFactorizationSolutions.tuckerTwoBreakEven(kernel: a0, inputs: a1, outputs: a2)
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      try FilterFactorizationSolutions.tuckerTwoWork(height: a0, width: a1, kernel: a2, stride: a3, padding: a4, inputs: a5, outputs: a6, inputRank: a7, outputRank: a8)
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      try FilterFactorizationSolutions.oneDimensionalKernels(a0, inputs: a1, side: a2, rank: a3)
    },
    tuckerTwoFactors: { a0, a1, a2, a3, a4 in
      try FilterFactorizationSolutions.tuckerTwoFactors(a0, inputs: a1, side: a2, inputRank: a3, outputRank: a4)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      try other.ask("convolutionOutputSize", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    separableKernel: { a0, a1 in
      try other.ask("separableKernel", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    tuckerTwoBreakEven: { a0, a1, a2 in
      try other.ask("tuckerTwoBreakEven", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      try other.ask("tuckerTwoWork", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4); packet.put(a5); packet.put(a6); packet.put(a7); packet.put(a8) }) { reader in
        try reader.take()
      }
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      try other.ask("oneDimensionalKernels", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        (vertical: try reader.take(), horizontal: try reader.take())
      }
    },
    tuckerTwoFactors: { a0, a1, a2, a3, a4 in
      try other.ask("tuckerTwoFactors", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3); packet.put(a4) }) { reader in
        (first: try reader.take(), core: try reader.take(), last: try reader.take())
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    convolutionOutputSize: { a0, a1, a2, a3 in
      let result = try self.convolutionOutputSize(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    separableKernel: { a0, a1 in
      let result = try self.separableKernel(a0, a1)
      return result.changingNumbers(change)
    },
    tuckerTwoBreakEven: { a0, a1, a2 in
      let result = try self.tuckerTwoBreakEven(a0, a1, a2)
      return result.changingNumbers(change)
    },
    tuckerTwoWork: { a0, a1, a2, a3, a4, a5, a6, a7, a8 in
      let result = try self.tuckerTwoWork(a0, a1, a2, a3, a4, a5, a6, a7, a8)
      return result.changingNumbers(change)
    },
    oneDimensionalKernels: { a0, a1, a2, a3 in
      let result = try self.oneDimensionalKernels(a0, a1, a2, a3)
      return (vertical: result.0.changingNumbers(change), horizontal: result.1.changingNumbers(change))
    },
    tuckerTwoFactors: { a0, a1, a2, a3, a4 in
      let result = try self.tuckerTwoFactors(a0, a1, a2, a3, a4)
      return (first: result.0.changingNumbers(change), core: result.1.changingNumbers(change), last: result.2.changingNumbers(change))
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "convolutionOutputSize":
      return try? "convolutionOutputSize(\(reader.take(Int.self).literal), kernel: \(reader.take(Int.self).literal), stride: \(reader.take(Int.self).literal), padding: \(reader.take(Int.self).literal))"
    case "separableKernel":
      return try? "separableKernel(depthwise: \(reader.take(Matrix<Double>.self).literal), pointwise: \(reader.take(Matrix<Double>.self).literal))"
    case "tuckerTwoBreakEven":
      return try? "tuckerTwoBreakEven(kernel: \(reader.take(Int.self).literal), inputs: \(reader.take(Int.self).literal), outputs: \(reader.take(Int.self).literal))"
    case "tuckerTwoWork":
      return try? "tuckerTwoWork(height: \(reader.take(Int.self).literal), width: \(reader.take(Int.self).literal), kernel: \(reader.take(Int.self).literal), stride: \(reader.take(Int.self).literal), padding: \(reader.take(Int.self).literal), inputs: \(reader.take(Int.self).literal), outputs: \(reader.take(Int.self).literal), inputRank: \(reader.take(Int.self).literal), outputRank: \(reader.take(Int.self).literal))"
    case "oneDimensionalKernels":
      return try? "oneDimensionalKernels(\(reader.take(Matrix<Double>.self).literal), inputs: \(reader.take(Int.self).literal), side: \(reader.take(Int.self).literal), rank: \(reader.take(Int.self).literal))"
    case "tuckerTwoFactors":
      return try? "tuckerTwoFactors(\(reader.take(Matrix<Double>.self).literal), inputs: \(reader.take(Int.self).literal), side: \(reader.take(Int.self).literal), inputRank: \(reader.take(Int.self).literal), outputRank: \(reader.take(Int.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("convolutionOutputSize", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.convolutionOutputSize = { _, _, _, _ in absurd }
      return answers
    }),
    ("separableKernel", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.separableKernel = { _, _ in absurd }
      return answers
    }),
    ("tuckerTwoBreakEven", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.tuckerTwoBreakEven = { _, _, _ in absurd }
      return answers
    }),
    ("tuckerTwoWork", absurdCombinations([Int.absurdities.count]).map { choice in
      let absurd = Int.absurdities[choice[0]]
      var answers = reference
      answers.tuckerTwoWork = { _, _, _, _, _, _, _, _, _ in absurd }
      return answers
    }),
    ("oneDimensionalKernels", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (vertical: Matrix<Double>.absurdities[choice[0]], horizontal: Matrix<Double>.absurdities[choice[1]])
      var answers = reference
      answers.oneDimensionalKernels = { _, _, _, _ in absurd }
      return answers
    }),
    ("tuckerTwoFactors", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (first: Matrix<Double>.absurdities[choice[0]], core: Matrix<Double>.absurdities[choice[1]], last: Matrix<Double>.absurdities[choice[2]])
      var answers = reference
      answers.tuckerTwoFactors = { _, _, _, _, _ in absurd }
      return answers
    })
    ]
  }
}
