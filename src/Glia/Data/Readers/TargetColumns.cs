using Glia.Files;

namespace Glia.Data.Readers;

/// <summary>Turns targets as a file has them into targets as a loss wants them.</summary>
internal static class TargetColumns
{
    /// <summary>How wide 0/1 rows for these targets are: the largest class + 1, or the width they already have.</summary>
    public static int WidthOf(NdArray targets, string name)
    {
        if (targets.Length > targets.Shape[0]) return targets.Shape[^1];
        int[] classes = ClassesOf(targets, name);
        long width = classes.Length == 0 ? 1 : (long)classes.Max() + 1;
        Targets.RequireMemory(classes.Length, width, $" in {name}");
        return (int)width;
    }

    public static Targets Encoded(NdArray targets, TargetEncoding encoding, LabelEncoder? labels, int? width, string name)
    {
        if (labels != null)
        {
            int[] classes = labels.Encode(targets.ToStrings());
            return encoding switch
            {
                TargetEncoding.Index => new Targets([.. classes.Select(c => (float)c)]),
                TargetEncoding.OneHot => Targets.OneHot(classes, width),
                _ => throw new GliaException($"The targets of {name} are text, such as '{targets.GetString(0)}'; " +
                    "encode them as index or one-hot."),
            };
        }
        return encoding == TargetEncoding.OneHot && targets.Length == targets.Shape[0]
            ? Targets.OneHot(ClassesOf(targets, name), width)
            : Numbers(targets);
    }

    /// <summary>An array of numbers as targets, a row for each of its first axis.</summary>
    public static Targets Numbers(NdArray array) => array.Rank switch
    {
        1 => new Targets(array.ToSingles()),
        _ => new Targets(array.ToSingles(), new Shape(array.Shape.AsSpan(1))),
    };

    private static int[] ClassesOf(NdArray targets, string name)
    {
        var classes = new int[targets.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            double value = targets.GetDouble(row);
            if (value < 0 || value > int.MaxValue || value != Math.Floor(value) || double.IsNaN(value))
                throw new GliaException($"Row {row} of {name} has the target {targets.GetString(row)}, which is no class; " +
                    "for 0/1 rows classes are whole numbers from 0 on.");
            classes[row] = (int)value;
        }
        return classes;
    }
}
