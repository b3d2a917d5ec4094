extension Glossary {
  /// The terms, in no order.
  static let terms: [Term] = [
    Term(
      name: "eigenvalue", others: ["eigenvector"],
      meaning:
        "A number λ with Av = λv for some vector v ≠ 0, its *eigenvector*: A only stretches v."),
    Term(
      name: "singular value",
      meaning:
        "σ ≥ 0 with Av = σu and Aᵀu = σv for unit vectors u and v: by so much A stretches v. "
        + "The σ are the roots of the eigenvalues of AᵀA."),
    Term(
      name: "singular vector",
      meaning: "The unit vectors v (right) and u (left) that belong to a singular value: Av = σu."),
    Term(
      name: "Gram matrix",
      meaning: "AᵀA: the inner products of the columns of A. It is symmetric, and never negative."),
    Term(
      name: "orthonormal", others: ["orthogonal"],
      meaning:
        "Of length 1 and at right angles to each other. A square matrix with such columns is "
        + "called *orthogonal*: it turns or mirrors, and changes no length."),
    Term(
      name: "rank",
      meaning: "The number of singular values that are not 0: how many independent rows, or "
        + "columns, a matrix has."),
    Term(
      name: "truncated", others: ["truncation"],
      meaning: "Cut after the first k layers: Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ."),
    Term(
      name: "Frobenius norm",
      meaning: "‖A‖F, the root of the sum of the squares of all numbers in A, and of all σᵢ²."),
    Term(
      name: "spectral norm",
      meaning: "‖A‖₂ = σ₁, the most that A stretches any vector."),
    Term(
      name: "nuclear norm",
      meaning: "‖A‖∗, the sum of the singular values; its price on a matrix makes low rank."),
    Term(
      name: "condition number",
      meaning: "σ₁/σₙ: how many times an error in the data can grow in the solution."),
    Term(
      name: "pseudoinverse",
      meaning: "A⁺ = VΣ⁺Uᵀ, with 1/σ for each σ that is not 0. A⁺b is the shortest of the best "
        + "solutions of Ax = b."),
    Term(
      name: "least squares",
      meaning: "Of all x the one with the least ‖Ax − b‖, where Ax = b has no solution."),
    Term(
      name: "energy", meaning: "The sum of the squares of all numbers, which is the sum of the σᵢ²."
    ),
    Term(
      name: "spectrum", meaning: "All singular values (or eigenvalues), in their order."),
    Term(
      name: "power iteration",
      meaning: "Multiply a vector by AᵀA again and again, and bring it back to length 1: it turns "
        + "towards v₁."),
    Term(
      name: "peak signal-to-noise ratio", others: ["PSNR"],
      meaning: "10 log₁₀(255²/mean squared error) in decibels: how near a picture is to another."),
    Term(
      name: "covariance",
      meaning: "The mean of the products of two centred columns: whether they rise together."),
    Term(name: "variance", meaning: "The mean of the squares of a centred column."),
    Term(
      name: "principal component",
      meaning: "A direction in which samples vary most, at right angles to those before it: an "
        + "eigenvector of the covariance matrix."),
    Term(name: "score", meaning: "Where a sample lies along a principal component."),
    Term(
      name: "standardise", others: ["standardised"],
      meaning:
        "Divide each column by its standard deviation, so that no unit counts more than another."),
    Term(
      name: "epoch", meaning: "Once through all samples of training."),
    Term(
      name: "logit",
      meaning: "What a network gives for a class before softmax makes a probability of it."),
    Term(name: "ReLU", meaning: "max(x, 0): what is negative becomes 0."),
    Term(
      name: "Adam",
      meaning: "A gradient step whose size for each weight follows from the running means of its "
        + "gradient and of the square of it (Kingma and Ba 2015)."),
    Term(
      name: "fine-tuning", others: ["fine-tuned"],
      meaning: "Training on, after a network was changed, at a small rate."),
    Term(
      name: "validation",
      meaning: "Samples that choose settings, apart from those that train and those that judge."),
    Term(
      name: "standard error",
      meaning: "By how much a mean would differ, typically, if other samples were drawn."),
    Term(
      name: "oracle",
      meaning: "A rule that is allowed to see the answer: a bound for those that are not."),
    Term(
      name: "Marchenko–Pastur", others: ["Marchenko", "edge"],
      meaning:
        "Where the singular values of pure noise end: near s(√m + √n) for m×n and deviation s."),
    Term(
      name: "shrink", others: ["shrinkage"],
      meaning: "Make singular values smaller, not only fewer."),
    Term(
      name: "distillation",
      meaning: "A small network trained on what a large one says, not only on labels "
        + "(Hinton, Vinyals and Dean 2015)."),
    Term(
      name: "soft-impute",
      meaning:
        "Fill in what is missing, shrink the singular values, and again, until nothing moves "
        + "(Mazumder, Hastie and Tibshirani 2010)."),
    Term(
      name: "regularization", others: ["penalty"],
      meaning: "A price on size, λ times it, so that a fit does not follow the noise."),
    Term(
      name: "unfolding",
      meaning: "A tensor as a matrix: one direction down the rows, all others across."),
    Term(name: "Tucker", meaning: "A small core tensor times a factor matrix in each direction."),
    Term(name: "CP", meaning: "A tensor as a sum of terms of rank one, with no core."),
    Term(name: "convolution", meaning: "The same small kernel over every place of a picture."),
    Term(
      name: "separable",
      meaning: "What one step does is done by two smaller ones, one after the other."),
    Term(
      name: "quantization", others: ["quantized"],
      meaning: "Numbers as integers of a few bits times a step."),
    Term(
      name: "proximal step",
      meaning:
        "The step that a price takes by itself: for the nuclear norm, σ becomes max(σ − t, 0)."),
    Term(
      name: "weight decay", meaning: "A price on the sum of the squares of all weights."),
  ]
}
