using System.Globalization;
using Glia.Data;
using Glia.Experiments;

namespace Glia.Images;

/// <summary>
/// What a network sees, as one image: for every class a picture as it is and beside it what the first epochs make of it; without
/// augmentation several pictures of every class.
/// </summary>
public static class PictureSheet
{
    // Ten classes and ten pictures of each fill a screen.
    private const int MostRows = 10, Columns = 10;

    // Small pictures are enlarged to about so many pixels; larger ones are drawn as they are.
    private const int Side = 64;

    private const int Gap = 6, LetterZoom = 2, LongestLabel = 150;

    private static readonly (byte, byte, byte) Paper = (250, 250, 250), Ink = (40, 40, 40), Frame = (200, 200, 200);

    /// <summary>The sheet of an experiment.</summary>
    /// <param name="experiment">What would be trained.</param>
    /// <param name="loaded">Its data.</param>
    /// <exception cref="GliaException">The rows are no pictures, or the experiment cannot be run.</exception>
    public static Image Of(Experiment experiment, LoadedData loaded)
    {
        Shape picture = AugmentedPart.PictureOf(experiment, loaded)
            ?? throw new GliaException($"A sheet shows pictures, and a row of {loaded.Inputs.Shape.Size:N0} numbers of " +
                $"{experiment.Data.Source} is not known to be one; say what the picture is with \"input_shape\": " +
                "[height, width, channels] in the first layer.");
        bool changes = experiment.Augment is not null;
        // With an augmentation that changes nothing the pictures are as they come from the source: not scaled.
        Dataset training = ExperimentRun.Prepare(experiment with { Augment = experiment.Augment ?? new() }, loaded).Data.Training;
        string[] labels = [.. Enumerable.Range(0, training.Rows).Select(row => LabelOf(training, row))];
        int[][] rows = [.. Chosen(training, labels, changes ? 1 : Columns)];
        return Draw(training.Pictures!, picture, labels, rows, changes, (ulong)experiment.Seed);
    }

    private static Image Draw(TrainingPictures pictures, Shape picture, string[] labels, int[][] rows, bool changes, ulong seed)
    {
        int height = picture[0], width = picture[1], channels = picture.Rank == 3 ? picture[2] : 1;
        int zoom = Math.Max(1, Side / Math.Max(height, width)), across = (width * zoom) + Gap, down = (height * zoom) + Gap;
        int letters = SmallLetters.Height * LetterZoom, top = letters + (2 * Gap);
        int room = Math.Min(LongestLabel, rows.Max(row => SmallLetters.WidthOf(labels[row[0]])) * LetterZoom);
        int left = room + (2 * Gap);
        var canvas = new Canvas(left + (Columns * across), top + (rows.Length * down));
        canvas.Fill(0, 0, left + (Columns * across), top + (rows.Length * down), Paper);
        for (int column = 0; column < Columns && changes; column++)
            canvas.Write(left + (column * across), Gap, column == 0 ? "as it is" : $"epoch {column}", LetterZoom, across - Gap, Ink);
        for (int i = 0; i < rows.Length; i++)
        {
            int y = top + (i * down);
            canvas.Write(Gap, y + (((height * zoom) - letters) / 2), labels[rows[i][0]], LetterZoom, room, Ink);
            for (int column = 0; column < (changes ? Columns : rows[i].Length); column++)
            {
                int x = left + (column * across);
                int? pass = changes && column > 0 ? column - 1 : null;
                byte[] seen = pictures.Shown(rows[i][changes ? 0 : column], seed, (uint?)pass);
                canvas.Fill(x - 1, y - 1, (width * zoom) + 2, (height * zoom) + 2, Frame);
                canvas.Draw(x, y, seen, width, channels, zoom);
            }
        }
        return canvas.Image;
    }

    // The first rows of each label in the order of the labels; where there are more labels than lines, those that come first.
    private static IEnumerable<int[]> Chosen(Dataset data, string[] labels, int each) => labels
        .Select((label, row) => (Label: label, Row: row))
        .GroupBy(one => one.Label)
        .Select(group => (group.Key, Rows: group.Take(each).Select(one => one.Row).ToArray()))
        .Take(MostRows)
        .OrderBy(group => ClassOf(data, group.Rows[0]))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Rows);

    private static string LabelOf(Dataset data, int row)
    {
        ReadOnlySpan<float> target = data.Targets[row];
        if (data.ClassNames is not { } names || data.Targets.AreLabels)
            return string.Join(' ', target.ToArray().Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)));
        return ClassOf(data, row) is var number && (uint)number < (uint)names.Length ? names[number] : "";
    }

    // The number of a class; the same for all rows whose targets are none.
    private static int ClassOf(Dataset data, int row)
    {
        if (data.ClassNames is null || data.Targets.AreLabels) return 0;
        ReadOnlySpan<float> target = data.Targets[row];
        return target.Length == 1 ? (int)target[0] : target.IndexOf(1f);
    }
}
