using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Mistakes;

/// <summary>One way in which recorded numbers may have come about: the right one, or a mistake that has a name.</summary>
/// <typeparam name="T">What the numbers are made from: a layer of a backward pass, an understood trace, an evaluation.</typeparam>
/// <param name="Fault">The mistake; null for the right way.</param>
/// <param name="Says">What the code then does, a clause after "when" or "it is what one gets when".</param>
/// <param name="Predict">The numbers that result, computed when their turn comes; null where the mistake cannot be made.</param>
internal sealed record Hypothesis<T>(Fault? Fault, string Says, Func<T, Matrix?> Predict)
{
    /// <summary>What may be adapted until the numbers fit.</summary>
    public Freedoms Allowed { get; init; } = Freedoms.Scale;

    /// <summary>How bad it is: what people may mean to do is a warning, what only differs from what was stated a note.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What is understood from then on where the hypothesis is true; null where nothing of the kind is.</summary>
    public Action<T>? Take { get; init; }

    /// <summary>What to do, where the fault's own advice does not say it.</summary>
    public string? Advice { get; init; }

    /// <summary>The relative error of the numbers up to which the mistake changes nothing that matters, and is a warning.</summary>
    public double HarmlessUpTo { get; init; }
}
