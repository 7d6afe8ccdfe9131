using Glia.Data;
using Glia.Losses;

namespace Glia.Experiments;

/// <summary>Tells whether targets name classes, so that accuracy and a confusion matrix mean something.</summary>
internal static class ClassTargets
{
    /// <summary>
    /// Whether each target row is one class: 0/1 rows with a single 1, or 0 and 1 for one output, or -1 and 1 where the loss answers by the
    /// sign, or class numbers under a loss that reads them.
    /// </summary>
    /// <param name="targets">The targets.</param>
    /// <param name="output">What the network gives.</param>
    /// <param name="loss">What they are compared by.</param>
    public static bool Are(Targets targets, Shape output, Loss loss)
    {
        if (loss is SparseCategoricalCrossentropy) return true;
        if (targets.Width != output.Size) return false;
        if (output.Last > 1) return AreOneHot(targets, output.Last);
        return !targets.Values.ContainsAnyExcept(0f, 1f) || (loss.Takes == LossInput.Margins && AreSigns(targets));
    }

    /// <summary>Whether no is -1 and yes is 1, as the hinge losses have it.</summary>
    public static bool AreSigns(Targets targets) =>
        !targets.AreClasses && !targets.Values.ContainsAnyExcept(-1f, 1f) && targets.Values.Contains(-1f);

    /// <summary>
    /// Whether each row is several yes or no at once: 0/1 columns, as many as the network gives, of which not exactly one is 1.
    /// </summary>
    public static bool AreLabels(Targets targets, Shape output) => output.Positions == 1 && output.Last > 1 && targets.Width == output.Size
        && !targets.AreClasses && !targets.Values.ContainsAnyExcept(0f, 1f) && !AreOneHot(targets);

    /// <summary>Whether each row has a single 1 and else zeros.</summary>
    public static bool AreOneHot(Targets targets) => AreOneHot(targets, targets.Width);

    /// <summary>Whether each group of so many numbers has a single 1 and else zeros.</summary>
    public static bool AreOneHot(Targets targets, int columns)
    {
        if (targets.AreClasses && targets.Width == columns) return true;
        if (targets.Values.ContainsAnyExcept(0f, 1f)) return false;
        for (int at = 0; at < targets.Values.Length; at += columns)
            if (targets.Values.Slice(at, columns).Count(1f) != 1) return false;
        return true;
    }
}
