namespace Glia.Losses;

/// <summary>What the outputs are that a loss compares with the targets.</summary>
public enum LossInput
{
    /// <summary>Numbers of any size, near the targets: squared and absolute errors.</summary>
    Values,

    /// <summary>Numbers from 0 to 1, after softmax or sigmoid: the cross-entropies.</summary>
    Probabilities,

    /// <summary>What comes before softmax or sigmoid: a cross-entropy <c>from_logits</c>.</summary>
    Logits,

    /// <summary>Numbers whose sign, or whose lead over the others, names the class: the hinge losses.</summary>
    Margins,

    /// <summary>Expected counts, above zero: <c>poisson</c>.</summary>
    Counts,

    /// <summary>
    /// Numbers compared with the targets by their ratio, so that the unit of the targets does not matter: errors in percent and of
    /// logarithms.
    /// </summary>
    Ratios,

    /// <summary>Numbers of which only the direction as a row counts, not the size.</summary>
    Directions,
}
