using Glia.Data;
using Glia.Files;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>
/// Everything about a run, as one JSON file says it, in Keras' names (see docs/experiment-file.md): the data, the network and the
/// training. Immutable: change it with <c>with</c>; the JSON objects in it are to be read only.
/// </summary>
public sealed partial record Experiment
{
    /// <summary>The largest seed: of the run, and of the split.</summary>
    public const long MostSeed = uint.MaxValue;

    /// <summary>What to call it; null: the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Where every random number of the run comes from: the first weights, the order of the rows, dropout. 0 to 2^32 - 1.
    /// </summary>
    public long Seed { get; init; } = 1;

    /// <summary>What is learned from.</summary>
    public required ExperimentData Data { get; init; }

    /// <summary>How pictures are changed at random while it learns; null for not at all.</summary>
    public Augmentation? Augment { get; init; }

    /// <summary>
    /// The views of a picture whose answers are averaged once it has learned: by the figures at the end and by the model. Null for the
    /// picture as it is alone, which judges each epoch all the same.
    /// </summary>
    public TestTimeAugmentation? TestTimeAugmentation { get; init; }

    /// <summary>What learns: the layers in order. The size of the input is that of the data.</summary>
    public required IReadOnlyList<ExperimentLayer> Network { get; init; }

    /// <summary>How it learns.</summary>
    public ExperimentTraining Training { get; init; } = new();

    /// <summary>
    /// The folder a relative <see cref="ExperimentData.Source"/> starts from: that of the file it was read from. Not written.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Reads an experiment file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It cannot be read, is no JSON, or says something that is no experiment; the sentence names the line,
    /// the key and the nearest valid key.</exception>
    public static Experiment Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MostBytes)
                throw new GliaException($"{path} holds {file.Length:N0} bytes, which is too much for an experiment file; " +
                    "is it a data file?");
            return Parse(file.Name, File.ReadAllText(path)) with { Folder = file.DirectoryName };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BoundedReading.Unread(path, error);
        }
    }

    /// <summary>Reads an experiment from its text.</summary>
    /// <param name="name">How errors call the text: the file's name.</param>
    /// <param name="json">The text. Comments and trailing commas are allowed.</param>
    /// <exception cref="GliaException">It says something that is no experiment.</exception>
    public static Experiment Parse(string name, string json) => ExperimentReader.Read(name, JsonText.Parse(name, json));

    /// <summary>
    /// The same experiment, findable from anywhere: a source that is a relative path becomes an absolute one. A source for which there is
    /// no file or folder, such as <c>mnist</c>, stays.
    /// </summary>
    public Experiment WithAbsoluteSource()
    {
        ValidationData? validation = Training.ValidationData is { Source: { } own }
            ? ValidationData.From(Absolute(own))
            : Training.ValidationData;
        return this with { Data = Data with { Source = Absolute(Data.Source) }, Training = Training with { ValidationData = validation } };

        string Absolute(string source)
        {
            string path = Path.GetFullPath(Path.Combine(Folder ?? "", source));
            return Path.Exists(path) ? path : source;
        }
    }

    /// <summary>The experiment as JSON, every default spelled out, so that reading it gives the same run in any later version.</summary>
    public string ToJson() => JsonLayout.Write(ExperimentWriter.Write(this));

    // Big enough for any network somebody writes down, small enough that a data file named by mistake is not swallowed whole.
    private const long MostBytes = 16 << 20;
}
