namespace Glia.Models;

/// <summary>What the labels of a network are called that answers several yes/no questions a row.</summary>
internal static class LabelNames
{
    /// <summary>As their columns are, or as the model says, or by their numbers from 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">How many labels there are.</param>
    public static IReadOnlyList<string> Of(Model model, int labels)
    {
        if (model.Preprocessing?.Columns is { } columns && columns.Targets.Count == labels)
            return [.. columns.Targets.Select(column => column.Name)];
        return model.ClassNames is { } names && names.Count == labels
            ? names
            : [.. Enumerable.Range(1, labels).Select(label => $"label {label}")];
    }

    /// <summary>The same for each number of an output; at each of several steps with the number of the step, from 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">What its network gives for a sample.</param>
    public static IReadOnlyList<string> AtSteps(Model model, Shape output)
    {
        IReadOnlyList<string> names = Of(model, output.Last);
        return output.Positions == 1
            ? names
            : [.. Enumerable.Range(1, output.Positions).SelectMany(step => names.Select(name => $"{name}_{step}"))];
    }
}
