// Made by `swift run course stubs --write` from Solutions/04-ImageCompression.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import ImageCompressionSolutions
import LinearAlgebra

/// Exercise 4.1 (1 point): Numbers stored at rank k.
///
/// Returns how many numbers a rank-k approximation stores.
///
/// Stored are k columns of U, k singular values and k columns of V; of a diagonal Σ only the
/// diagonal.
///
/// - Parameters:
///   - rows: The number of rows m of the picture.
///   - columns: The number of columns n of the picture.
///   - rank: The rank k, from 0 to min(m, n).
/// - Returns: The count of numbers; 80 100 for m = n = 400 and k = 100.
public func storedNumbers(rows: Int, columns: Int, rank: Int) throws -> Int {
  try Workbench.answer("4.1") {
    try $0.ask("storedNumbers", { packet in packet.put(rows); packet.put(columns); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.storedNumbers(rows: rows, columns: columns, rank: rank)
  }
}

/// Exercise 4.2 (2 points): The rank-k approximation.
///
/// Returns the best approximation of a matrix with rank k.
///
/// It is Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ: the k largest singular values and their vectors (Eckart and
/// Young). `firstColumns`, `scalingColumns(by:)` and `transposed` say it in a few lines.
///
/// - Parameters:
///   - svd: A decomposition A = U diag(σ) Vᵀ of an m×n matrix, thin or full. Its values descend,
///     and the columns of `v` are the right singular vectors.
///   - rank: The rank k, from 0 to the number of singular values.
/// - Returns: The m×n matrix Aₖ; all zeros for k = 0.
public func rankApproximation(_ svd: SVD<Double>, rank: Int) throws -> Matrix<Double> {
  try Workbench.answer("4.2") {
    try $0.ask("rankApproximation", { packet in packet.put(svd); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.rankApproximation(svd, rank: rank)
  }
}

/// Exercise 4.3 (2 points): The break-even rank.
///
/// Returns the largest rank that still saves numbers.
///
/// A rank-k approximation stores k(m + 1 + n) numbers, the picture itself mn. The break-even rank is
/// the largest k whose count is below mn, not equal to it.
///
/// - Parameters:
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
/// - Returns: The largest k ≥ 0 with k(m + 1 + n) < mn: 199 for a picture of 400×400, and 0 where
///   not even rank 1 saves anything.
public func breakEvenRank(rows: Int, columns: Int) throws -> Int {
  try Workbench.answer("4.3") {
    try $0.ask("breakEvenRank", { packet in packet.put(rows); packet.put(columns) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.breakEvenRank(rows: rows, columns: columns)
  }
}

/// Exercise 4.4 (2 points): Rank for an energy share.
///
/// Returns the smallest rank that keeps a share of the energy.
///
/// The energy of a matrix is Σσᵢ², which is ‖A‖F². Sought is the smallest k with
/// σ₁² + … + σₖ² ≥ energy · Σσᵢ².
///
/// - Parameters:
///   - energy: The share to keep, from 0 to 1. For 0 the answer is 0; for 1 it is the number of
///     values that are not 0.
///   - singularValues: The singular values, descending, none negative. Where there are none, or
///     where all are 0, the answer is 0.
/// - Returns: The rank k, from 0 to the number of values.
public func rankKeeping(energy: Double, of singularValues: [Double]) throws -> Int {
  try Workbench.answer("4.4") {
    try $0.ask("rankKeeping", { packet in packet.put(energy); packet.put(singularValues) }) { reader in
      try reader.take()
    }
  } or: {
    try ImageCompressionSolutions.rankKeeping(energy: energy, of: singularValues)
  }
}
