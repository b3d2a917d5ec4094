// Made by `swift run course stubs --write` from Solutions/02-SVDProof.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import Grading
import LinearAlgebra
import SVDProofSolutions

/// What a set of answers to the exercises of lesson 2 consists of: one closure for each.
public struct SVDProofAnswers: LessonAnswers {
  /// Exercise 2.1: The matrix Σ.
  public var sigmaMatrix: @Sendable (_ values: [Double], _ rows: Int, _ columns: Int) throws -> Matrix<Double>

  /// Exercise 2.2: Most stretched direction.
  public var mostStretchedDirection: @Sendable (_ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double) throws -> (direction: Vector<Double>, steps: Int)

  /// Exercise 2.3: The compact SVD.
  public var compactSVD: @Sendable (_ a: Matrix<Double>) throws -> SVD<Double>

  /// Exercise 2.4: Completing a basis.
  public var completeBasis: @Sendable (_ u: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 2.5: The four subspaces.
  public var fourSubspaces: @Sendable (_ a: Matrix<Double>) throws -> (rowSpace: Matrix<Double>, nullSpace: Matrix<Double>, columnSpace: Matrix<Double>, leftNullSpace: Matrix<Double>)

  /// Exercise 2.6: Equations solved with k layers.
  public var truncatedSolution: @Sendable (_ a: Matrix<Double>, _ b: Vector<Double>, _ count: Int) throws -> Vector<Double>

  /// Lesson 2 with its exercises.
  public static let lesson = LessonExercises<Self>(
    number: 2, name: "SVDProof",
    exercises: [
      ("The matrix Σ", 1, "sigmaMatrix", SigmaMatrix.exercise),
      ("Most stretched direction", 2, "mostStretchedDirection", MostStretchedDirection.exercise),
      ("The compact SVD", 3, "compactSVD", CompactSVD.exercise),
      ("Completing a basis", 3, "completeBasis", CompleteBasis.exercise),
      ("The four subspaces", 3, "fourSubspaces", FourSubspaces.exercise),
      ("Equations solved with k layers", 2, "truncatedSolution", TruncatedSolution.exercise),
    ])

  /// The answers that the kit gives, from `Solutions/02-SVDProof.swift`.
  public static let reference = Self(
    sigmaMatrix: { a0, a1, a2 in
      try SVDProofSolutions.sigmaMatrix(a0, rows: a1, columns: a2)
    },
    mostStretchedDirection: { a0, a1, a2 in
      try SVDProofSolutions.mostStretchedDirection(a0, start: a1, tolerance: a2)
    },
    compactSVD: { a0 in
      try SVDProofSolutions.compactSVD(a0)
    },
    completeBasis: { a0 in
      try SVDProofSolutions.completeBasis(a0)
    },
    fourSubspaces: { a0 in
      try SVDProofSolutions.fourSubspaces(a0)
    },
    truncatedSolution: { a0, a1, a2 in
      try SVDProofSolutions.truncatedSolution(a0, a1, count: a2)
    })

  /// The answers that somebody else gives.
  public static func asking(_ other: any Answering) -> Self {
    Self(
    sigmaMatrix: { a0, a1, a2 in
      try other.ask("sigmaMatrix", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    },
    mostStretchedDirection: { a0, a1, a2 in
      try other.ask("mostStretchedDirection", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        (direction: try reader.take(), steps: try reader.take())
      }
    },
    compactSVD: { a0 in
      try other.ask("compactSVD", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    completeBasis: { a0 in
      try other.ask("completeBasis", { packet in packet.put(a0) }) { reader in
        try reader.take()
      }
    },
    fourSubspaces: { a0 in
      try other.ask("fourSubspaces", { packet in packet.put(a0) }) { reader in
        (rowSpace: try reader.take(), nullSpace: try reader.take(), columnSpace: try reader.take(), leftNullSpace: try reader.take())
      }
    },
    truncatedSolution: { a0, a1, a2 in
      try other.ask("truncatedSolution", { packet in packet.put(a0); packet.put(a1); packet.put(a2) }) { reader in
        try reader.take()
      }
    })
  }

  /// These answers with every number that they give changed.
  public func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    Self(
    sigmaMatrix: { a0, a1, a2 in
      let result = try self.sigmaMatrix(a0, a1, a2)
      return result.changingNumbers(change)
    },
    mostStretchedDirection: { a0, a1, a2 in
      let result = try self.mostStretchedDirection(a0, a1, a2)
      return (direction: result.0.changingNumbers(change), steps: result.1.changingNumbers(change))
    },
    compactSVD: { a0 in
      let result = try self.compactSVD(a0)
      return result.changingNumbers(change)
    },
    completeBasis: { a0 in
      let result = try self.completeBasis(a0)
      return result.changingNumbers(change)
    },
    fourSubspaces: { a0 in
      let result = try self.fourSubspaces(a0)
      return (rowSpace: result.0.changingNumbers(change), nullSpace: result.1.changingNumbers(change), columnSpace: result.2.changingNumbers(change), leftNullSpace: result.3.changingNumbers(change))
    },
    truncatedSolution: { a0, a1, a2 in
      let result = try self.truncatedSolution(a0, a1, a2)
      return result.changingNumbers(change)
    })
  }

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  public static func source(ofCall function: String, _ arguments: Packet) -> String? {
    var reader = PacketReader(arguments.bytes)
    switch function {
    case "sigmaMatrix":
      return try? "sigmaMatrix(\(reader.take([Double].self).literal), rows: \(reader.take(Int.self).literal), columns: \(reader.take(Int.self).literal))"
    case "mostStretchedDirection":
      return try? "mostStretchedDirection(\(reader.take(Matrix<Double>.self).literal), start: \(reader.take(Vector<Double>.self).literal), tolerance: \(reader.take(Double.self).literal))"
    case "compactSVD":
      return try? "compactSVD(\(reader.take(Matrix<Double>.self).literal))"
    case "completeBasis":
      return try? "completeBasis(\(reader.take(Matrix<Double>.self).literal))"
    case "fourSubspaces":
      return try? "fourSubspaces(\(reader.take(Matrix<Double>.self).literal))"
    case "truncatedSolution":
      return try? "truncatedSolution(\(reader.take(Matrix<Double>.self).literal), \(reader.take(Vector<Double>.self).literal), count: \(reader.take(Int.self).literal))"
    default: return nil
    }
  }

  /// For each exercise, answers that give what no answer should.
  public static var absurdities: [(function: String, answers: [Self])] {
    [
    ("sigmaMatrix", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.sigmaMatrix = { _, _, _ in absurd }
      return answers
    }),
    ("mostStretchedDirection", absurdCombinations([Vector<Double>.absurdities.count, Int.absurdities.count]).map { choice in
      let absurd = (direction: Vector<Double>.absurdities[choice[0]], steps: Int.absurdities[choice[1]])
      var answers = reference
      answers.mostStretchedDirection = { _, _, _ in absurd }
      return answers
    }),
    ("compactSVD", absurdCombinations([SVD<Double>.absurdities.count]).map { choice in
      let absurd = SVD<Double>.absurdities[choice[0]]
      var answers = reference
      answers.compactSVD = { _ in absurd }
      return answers
    }),
    ("completeBasis", absurdCombinations([Matrix<Double>.absurdities.count]).map { choice in
      let absurd = Matrix<Double>.absurdities[choice[0]]
      var answers = reference
      answers.completeBasis = { _ in absurd }
      return answers
    }),
    ("fourSubspaces", absurdCombinations([Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count, Matrix<Double>.absurdities.count]).map { choice in
      let absurd = (rowSpace: Matrix<Double>.absurdities[choice[0]], nullSpace: Matrix<Double>.absurdities[choice[1]], columnSpace: Matrix<Double>.absurdities[choice[2]], leftNullSpace: Matrix<Double>.absurdities[choice[3]])
      var answers = reference
      answers.fourSubspaces = { _ in absurd }
      return answers
    }),
    ("truncatedSolution", absurdCombinations([Vector<Double>.absurdities.count]).map { choice in
      let absurd = Vector<Double>.absurdities[choice[0]]
      var answers = reference
      answers.truncatedSolution = { _, _, _ in absurd }
      return answers
    })
    ]
  }
}
