namespace Glia.Doctor.Facts;

/// <summary>How much of the rows only fills them up to one length: steps at the end that are zero, or word 0.</summary>
/// <param name="Share">The share of all steps, on average.</param>
/// <param name="Steps">Steps of a row.</param>
internal sealed record PaddedSteps(double Share, int Steps)
{
    /// <summary>Measures it.</summary>
    public static PaddedSteps Of(Sample rows, InputForm form)
    {
        int features = form.AreIndices || form.Shape.Rank == 1 ? 1 : form.Shape.Last, steps = rows.Width / features;
        double filling = Enumerable.Range(0, rows.Count).Average(row => steps - (rows[row].LastIndexOfAnyExcept(0f) + features) / features);
        return new PaddedSteps(filling / steps, steps);
    }
}
