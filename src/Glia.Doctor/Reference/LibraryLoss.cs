using Glia.Losses;

namespace Glia.Doctor.Reference;

/// <summary>
/// A loss that the library has, or that a program registered, and this room has not: computed by the library, in float32. So a new loss
/// is known in traces as soon as it exists.
/// </summary>
/// <param name="loss">The library's.</param>
internal sealed class LibraryLoss(Losses.Loss loss) : Loss
{
    /// <inheritdoc/>
    public override string Name => loss.Name;

    /// <summary>Whether it adds up the columns of a row, since its classes exclude each other, instead of averaging them.</summary>
    public bool AddsColumns => loss.IsExclusive;

    /// <summary>The loss with this name and its defaults; null if the library has none.</summary>
    /// <param name="name">A name as an experiment file may write it.</param>
    public static LibraryLoss? Find(string name) => LossCatalogue.Knows(name) ? new LibraryLoss(LossCatalogue.Create(name, "loss")) : null;

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target) =>
        loss.Compute(Single(output), Single(target), default);

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        Tensor single = Tensor.Allocate(output.Length, 1);
        loss.Compute(Single(output), Single(target), single);
        for (int j = 0; j < gradient.Length; j++) gradient[j] = single.Values[j];
    }

    private static Tensor Single(ReadOnlySpan<double> row)
    {
        Tensor single = Tensor.Allocate(row.Length, 1);
        for (int j = 0; j < row.Length; j++) single.Values[j] = (float)row[j];
        return single;
    }
}
