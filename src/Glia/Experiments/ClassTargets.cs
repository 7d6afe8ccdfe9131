using Glia.Data;
using Glia.Losses;

namespace Glia.Experiments;

/// <summary>Tells whether targets name classes, so that accuracy and a confusion matrix mean something.</summary>
internal static class ClassTargets
{
    /// <summary>Whether each target row is one class: 0/1 rows with a single 1, or 0 and 1 for one output, or class numbers under a loss that reads them.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="output">What the network gives.</param>
    /// <param name="loss">What they are compared by.</param>
    public static bool Are(Targets targets, Shape output, Loss loss)
    {
        if (loss is SparseCategoricalCrossentropy) return true;
        if (targets.Width != output.Size) return false;
        return targets.Width > 1 ? AreOneHot(targets) : !targets.Values.ContainsAnyExcept(0f, 1f);
    }

    /// <summary>Whether each row has a single 1 and else zeros.</summary>
    public static bool AreOneHot(Targets targets)
    {
        for (int row = 0; row < targets.Rows; row++)
            if (targets[row].ContainsAnyExcept(0f, 1f) || targets[row].Count(1f) != 1) return false;
        return true;
    }
}
