/// The sign that makes a vector unique: its first element of nearly the largest magnitude becomes
/// positive.
///
/// "Nearly" is within √ε of it. So where two elements tie but for rounding, the first decides, on
/// every machine. The same rule serves singular vectors and eigenvectors (compare Bro, Acar and
/// Kolda, "Resolving the sign ambiguity in the singular value decomposition", J. Chemometrics 22,
/// 2008, doi:10.1002/cem.1122, who let the data decide).
func conventionalSign<Scalar: RealScalar>(_ vector: AlignedRow<Scalar>) -> Scalar {
  let enough = vector.amax(from: 0) * (1 - Scalar.ulpOfOne.squareRoot())
  for index in 0..<vector.count where abs(vector[index]) >= enough {
    return vector[index] < 0 ? -1 : 1
  }
  return 1
}
