using Glia.Experiments;
using Glia.Images.Folders;

namespace Glia.Interop.Parquet;

/// <summary>Images in a Parquet file, a file a row, and what another column says of them: the form of Hugging Face's data sets.</summary>
internal sealed class ParquetImages
{
    private static readonly string[] s_targetNames = ["label", "labels", "class", "target", "y", "category", "fine_label"];

    private readonly ParquetFile _file;
    private readonly ParquetColumn _images;
    private readonly ParquetFields[] _targets;
    private readonly bool _needsTargets, _guessed;

    private ParquetImages(ParquetFile file, ParquetColumn images, ParquetFields[] targets, bool needsTargets, bool guessed) =>
        (_file, _images, _targets, _needsTargets, _guessed) = (file, images, targets, needsTargets, guessed);

    /// <summary>The images of a file; null where it holds none, or other inputs were asked for.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="part">What its rows are for.</param>
    /// <exception cref="GliaException">There are several columns of images, or what is to be learned cannot be found.</exception>
    public static ImageListing? Listing(ParquetFile file, DataRequest request, SourcePart part = SourcePart.Training)
    {
        ParquetNotes notes = ParquetNotes.Of(file);
        ParquetColumn[] images = [.. file.Columns.Where(column => column is { Repetition: 0, Type: 6, IsPathOfImage: false }
            && (column.AreImages || notes.Images.Contains(column.Name)) && request.Data.Drop?.Contains(column.Name) != true
            && (request.Data.Inputs is not { } inputs || inputs.Contains(column.Name)))];
        if (images.Length == 0) return null;
        if (images.Length > 1)
            throw new GliaException($"{file.Name} has several columns of images ({Names(images)}); name one by --inputs.");
        ParquetColumn[] targets = Targets(file, notes, request);
        ParquetFields[] fields = [.. targets.Select(column =>
            new ParquetFields(column, null, notes.Classes.GetValueOrDefault(column.Name)))];
        return new ParquetImages(file, images[0], fields, request.NeedsTargets, request.Data.Targets is null).Read(part);
    }

    private static ParquetColumn[] Targets(ParquetFile file, ParquetNotes notes, DataRequest request)
    {
        ParquetColumn[] others = [.. file.Columns.Where(column =>
            column is { Refused: null, Repetition: 0, IsPathOfImage: false, AreImages: false }
            && !notes.Images.Contains(column.Name) && !notes.RowNames.Contains(column.Name))];
        if (request.Data.Targets is { } stated)
            return [.. stated.Select(name => Array.Find(others, column => column.Name == name) ?? throw new GliaException(
                $"{file.Name} has no column '{name}' that could be learned; it has {Names(others)}."))];
        if (Array.Find(others, column => s_targetNames.Contains(column.Name.ToLowerInvariant())) is { } usual) return [usual];
        if (others.Length == 1) return others;
        return !request.NeedsTargets ? [] : throw new GliaException($"{file.Name} holds images, and which column says what they show is " +
            $"not clear: it has {Names(others)}; name one by --targets.");
    }

    private static string Names(ParquetColumn[] columns) =>
        columns.Length == 0 ? "no other column" : string.Join(", ", columns.Select(column => column.Name));

    private ImageListing Read(SourcePart part)
    {
        var items = new List<ImageItem>();
        int unlabeled = 0, row = 0;
        ParquetFields[] all = [new ParquetFields(_images, null, null), .. _targets];
        for (int group = 0; group < _file.Groups; group++)
        {
            ParquetColumnData[] data = _file.Read(group, [.. all.Select(fields => fields.Column)]);
            var places = new ParquetPlaces(data, all);
            for (int i = 0; i < _file.RowsOf(group); i++)
            {
                row++;
                // Every column is moved on, whatever becomes of the row.
                ReadOnlyMemory<byte>? image = places.Bytes(0);
                string[] labels = [.. Enumerable.Range(1, _targets.Length).Select(column => places.Text(column))];
                if (Array.Exists(labels, label => label.Length == 0))
                {
                    unlabeled++;
                    if (_needsTargets) continue;
                }
                items.Add(new ImageItem($"{_file.Name} row {row}", labels, part)
                {
                    Bytes = image ?? ReadOnlyMemory<byte>.Empty,
                });
            }
        }
        if (items.Count == 0) throw new GliaException($"{_file.Name} has no row with an image and a label; give at least one.");
        // Where some labels are kept back the images can be predicted, and none judged.
        if (unlabeled > 0 && !_needsTargets) items = [.. items.Select(item => item with { Targets = [] })];
        return new ImageListing(items, Notes(items.Count, unlabeled)) { FromTable = true };
    }

    private string[] Notes(int images, int unlabeled)
    {
        string another = _guessed ? " (--targets names another)" : "";
        string called = string.Join(", ", _targets.Select(target => target.Column.Name));
        string said = _targets.Length == 0 ? "" : $"; what each shows is in {called}{another}";
        string found = $"{images:N0} images in the column {_images.Name}{said}";
        return unlabeled == 0 || !_needsTargets ? [found]
            : [found, ImageListing.Unlabeled(unlabeled, "image")];
    }
}
