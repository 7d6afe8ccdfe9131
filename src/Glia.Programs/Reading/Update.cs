using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>How a parameter was changed.</summary>
/// <param name="Gradient">The value that its owner takes for the gradient; -1 where none could be told apart.</param>
/// <param name="Rate">What it was multiplied with; null where that is not known. Negative where the gradient was added.</param>
/// <param name="Stateful">Whether something from earlier steps had a part in it.</param>
/// <param name="Adaptive">Whether it was divided by a root.</param>
/// <param name="Operation">The last operation of the change.</param>
internal sealed record Update(int Gradient, double? Rate, bool Stateful, bool Adaptive, Operation Operation)
{
    /// <summary>
    /// A factor that lies within the gradient's value though it belongs to the rate, or the other way round: 1 but for
    /// <c>rate * a.T @ d</c> and what becomes a mean in the line of the update, <c>rate * (a.T @ d) / rows</c>.
    /// </summary>
    public double Factor { get; init; } = 1;

    /// <summary>The whole of what was subtracted from the parameter, or added to it; -1 if that is not known.</summary>
    public int Change { get; init; } = -1;

    /// <summary>Whether the change was added.</summary>
    public bool IsAdded { get; init; }

    /// <summary>Whether the update takes the gradient's value transposed.</summary>
    public bool Turned { get; init; }

    /// <summary>Whether only a part of the parameter was changed so, and the others one after the other like it.</summary>
    public bool IsOfPart { get; init; }

    /// <summary>-1 where the gradient was added on balance, known even where the rate is not.</summary>
    public double Sign { get; init; } = 1;
}
