// Made by `swift run course stubs --write` from Solutions/06-Denoising.swift. Do not edit.

// swift-format-ignore-file

import DenoisingSolutions
import Exchange
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 6 consists of: one closure for each.
public struct DenoisingAnswers: LessonAnswers {
  /// Exercise 6.1: Values over the edge.
  public var multiplesOfEdge: @Sendable (_ noisy: Matrix<Double>, _ rowDeviations: [Double]) throws -> [Double]

  /// Exercise 6.2: The hard threshold.
  public var hardThreshold: @Sendable (_ rows: Int, _ columns: Int, _ deviation: Double) throws -> Double

  /// Exercise 6.3: Noise by the median.
  public var noiseDeviation: @Sendable (_ singularValues: [Double], _ rows: Int, _ columns: Int, _ lawMedian: Double) throws -> Double

  /// Exercise 6.4: Layers above it.
  public var hardThresholded: @Sendable (_ noisy: Matrix<Double>, _ threshold: Double) throws -> Matrix<Double>

  /// Exercise 6.5: Optimal shrinkage.
  public var shrunkValues: @Sendable (_ singularValues: [Double], _ rows: Int, _ columns: Int, _ deviation: Double) throws -> [Double]

  /// Exercise 6.6: Judged against the oracle.
  public var decibelsBelowOracle: @Sendable (_ denoised: Matrix<Double>, _ noisy: Matrix<Double>, _ clean: Matrix<Double>) throws -> Double

  /// Lesson 6 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 6, name: "Denoising",
    exercises: [
      ("Values over the edge", 2, "multiplesOfEdge", MultiplesOfEdge.exercise),
      ("The hard threshold", 2, "hardThreshold", HardThreshold.exercise),
      ("Noise by the median", 2, "noiseDeviation", NoiseDeviation.exercise),
      ("Layers above it", 2, "hardThresholded", HardThresholded.exercise),
      ("Optimal shrinkage", 3, "shrunkValues", ShrunkValues.exercise),
      ("Judged against the oracle", 3, "decibelsBelowOracle", DecibelsBelowOracle.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/06-Denoising.swift`.
  public static let reference = Self(
    multiplesOfEdge: { a0, a1 in
      try DenoisingSolutions.multiplesOfEdge(a0, rowDeviations: a1)
    },
    hardThreshold: { a0, a1, a2 in
      try DenoisingSolutions.hardThreshold(rows: a0, columns: a1, deviation: a2)
    },
    noiseDeviation: { a0, a1, a2, a3 in
      try DenoisingSolutions.noiseDeviation(singularValues: a0, rows: a1, columns: a2, lawMedian: a3)
    },
    hardThresholded: { a0, a1 in
      try DenoisingSolutions.hardThresholded(a0, threshold: a1)
    },
    shrunkValues: { a0, a1, a2, a3 in
      try DenoisingSolutions.shrunkValues(a0, rows: a1, columns: a2, deviation: a3)
    },
    decibelsBelowOracle: { a0, a1, a2 in
      try DenoisingSolutions.decibelsBelowOracle(a0, noisy: a1, clean: a2)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    multiplesOfEdge: { a0, a1 in
      try other.ask("multiplesOfEdge", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    hardThreshold: { a0, a1, a2 in
      try other.ask("hardThreshold", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    noiseDeviation: { a0, a1, a2, a3 in
      try other.ask("noiseDeviation", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    hardThresholded: { a0, a1 in
      try other.ask("hardThresholded", { packet in packet.put(a0); packet.put(a1) }) { reader in
        try reader.take()
      }
    },
    shrunkValues: { a0, a1, a2, a3 in
      try other.ask("shrunkValues", { packet in packet.put(a0); packet.put(a1); packet.put(a2); packet.put(a3) }) { reader in
        try reader.take()
      }
    },
    decibelsBelowOracle: { a0, a1, a2 in
      try other.ask("decibelsBelowOracle", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    multiplesOfEdge: { a0, a1 in
      let result = try self.multiplesOfEdge(a0, a1)
      return result.changingNumbers(change)
    },
    hardThreshold: { a0, a1, a2 in
      let result = try self.hardThreshold(a0, a1, a2)
      return result.changingNumbers(change)
    },
    noiseDeviation: { a0, a1, a2, a3 in
      let result = try self.noiseDeviation(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    hardThresholded: { a0, a1 in
      let result = try self.hardThresholded(a0, a1)
      return result.changingNumbers(change)
    },
    shrunkValues: { a0, a1, a2, a3 in
      let result = try self.shrunkValues(a0, a1, a2, a3)
      return result.changingNumbers(change)
    },
    decibelsBelowOracle: { a0, a1, a2 in
      let result = try self.decibelsBelowOracle(a0, a1, a2)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "multiplesOfEdge":
      return try? "multiplesOfEdge(\(reader.take(Matrix<Double>.self).literal), rowDeviations: \(reader.take([Double].self).literal))"
    case "hardThreshold":
      return try? "hardThreshold(rows: \(reader.take(Int.self).literal), columns: \(reader.take(Int.self).literal), deviation: \(reader.take(Double.self).literal))"
    case "noiseDeviation":
      return try? "noiseDeviation(singularValues: \(reader.take([Double].self).literal), rows: \(reader.take(Int.self).literal), columns: \(reader.take(Int.self).literal), lawMedian: \(reader.take(Double.self).literal))"
    case "hardThresholded":
      return try? "hardThresholded(\(reader.take(Matrix<Double>.self).literal), threshold: \(reader.take(Double.self).literal))"
    case "shrunkValues":
      return try? "shrunkValues(\(reader.take([Double].self).literal), rows: \(reader.take(Int.self).literal), columns: \(reader.take(Int.self).literal), deviation: \(reader.take(Double.self).literal))"
    case "decibelsBelowOracle":
      return try? "decibelsBelowOracle(\(reader.take(Matrix<Double>.self).literal), noisy: \(reader.take(Matrix<Double>.self).literal), clean: \(reader.take(Matrix<Double>.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("multiplesOfEdge", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.multiplesOfEdge = { _, _ in absurd }
      return answers
    }),
    ("hardThreshold", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.hardThreshold = { _, _, _ in absurd }
      return answers
    }),
    ("noiseDeviation", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.noiseDeviation = { _, _, _, _ in absurd }
      return answers
    }),
    ("hardThresholded", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.hardThresholded = { _, _ in absurd }
      return answers
    }),
    ("shrunkValues", absurdCombinations([[Double].absurdities.count]).map { choice in
      let absurd = [Double].absurdities[choice[0]]
      var answers = reference
      answers.shrunkValues = { _, _, _, _ in absurd }
      return answers
    }),
    ("decibelsBelowOracle", absurdCombinations([Double.absurdities.count]).map { choice in
      let absurd = Double.absurdities[choice[0]]
      var answers = reference
      answers.decibelsBelowOracle = { _, _, _ in absurd }
      return answers
    })
    ]
  }
}
