namespace Glia.Programs.Reading;

/// <summary>
/// Makes a step again: what a parameter was before it, less the change that was read, is what it was found to be after it. What is left
/// over was done by something that was not read, so that neither the weights after the step nor the gradient in it are certain.
/// </summary>
internal static class StepAgain
{
    // What single precision rounds off of the weights, twice over, and so little of the change itself that it moves no verdict. The first
    // is derived, the second a convention.
    private const double Rounding = 2.4e-7, Coarse = 1e-3;

    // What takes more of the weights than this is no decay: they are mixed into something else. A convention.
    private const double MostDecay = 0.5;

    /// <summary>Whether a parameter becomes by the change that was read what it was found to become.</summary>
    /// <param name="graph">The window.</param>
    /// <param name="before">The parameter before the step.</param>
    /// <param name="after">What was taken for the parameter after it.</param>
    /// <param name="update">The change that was read; null where none was. A part alone, or numbers not kept, show nothing.</param>
    public static bool Holds(Graph graph, int before, int after, Update? update)
    {
        // A hundredth of the weights goes into an average that is kept beside them, or into other weights that follow them.
        if (graph.MakerOf(after) is { Name: "multiply" } made
            && made.Operands.Any(factor => graph.NumberOf(factor) is { } kept && Math.Abs(1 - kept) >= MostDecay)) return false;
        if (update is null) return true;
        int[] shape = graph[after].Shape;
        if (update.IsOfPart || !graph[before].Shape.SequenceEqual(shape) || !graph[update.Change].Shape.SequenceEqual(shape)) return true;
        if (graph[before].Contents is not { } was || graph[after].Contents is not { } found
            || graph[update.Change].Contents is not { } read) return true;
        double[] start = was.ToDoubles(), end = found.ToDoubles(), change = read.ToDoubles();
        double sign = update.IsAdded ? -1 : 1;
        double[] left = [.. start.Select((number, i) => number - end[i] - (sign * change[i]))];
        // Numbers that overflow are a finding of their own.
        if (!left.All(double.IsFinite)) return true;
        double allowed = (Coarse * Length(change)) + (Rounding * (Length(start) + Length(end)));
        if (Length(left) <= allowed) return true;
        // A decay at another line takes a part of what the weights were.
        double decay = Product(start, left) / Product(start, start);
        return Math.Abs(decay) <= MostDecay && Length([.. left.Select((rest, i) => rest - (decay * start[i]))]) <= allowed;
    }

    private static double Product(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();

    private static double Length(double[] numbers) => Math.Sqrt(Product(numbers, numbers));
}
