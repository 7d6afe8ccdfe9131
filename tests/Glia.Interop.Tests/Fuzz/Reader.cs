using Glia.Data;
using Glia.Experiments;
using Glia.Images;
using Glia.Interop;
using Glia.Tables;

namespace Glia.Fuzz;

/// <summary>A kind of files and the way in which a user's file of it is opened.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Endings">How the names of its files end.</param>
/// <param name="Open">Opens one, given its path.</param>
internal sealed record Reader(string Name, string[] Endings, Action<string> Open)
{
    /// <summary>A file that its files name, which lies beside them unchanged; null for none.</summary>
    public string? Weights { get; init; }

    private static readonly DataSource s_sources = new(ForeignData.Open, ImageOpener.Open, TableOpener.Open);

    private static readonly ForeignModelOptions s_chain = new() { Activation = "relu", Steps = 7 };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Reader> All { get; } =
    [
        new("Keras .h5", [".h5"], Model),
        new("Keras .keras", [".keras"], Model),
        new("ONNX", [".onnx"], Model),
        new("PyTorch", [".pt", ".pth", ".ckpt"], Model),
        new("TensorFlow.js", ["model.json"], Model) { Weights = "weights.bin" },
        new("safetensors", [".safetensors"], Model),
        new("MATLAB", [".mat"], Data),
        new("SVMlight", [".svmlight"], Data),
        new("Parquet", [".parquet"], Data),
        new("JSON lines", [".jsonl", ".jsonl.gz"], Data),
        new("ARFF", [".arff"], Data),
        new("numpy", [".npz"], Data),
        new("IDX", ["-ubyte", "-ubyte.gz"], path => Idx.Read(path)),
    ];

    /// <summary>The kind that a file is of; null for none.</summary>
    public static Reader? Of(string path) =>
        All.FirstOrDefault(reader => reader.Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    private static void Model(string path)
    {
        // Whatever else it is mistaken for is opened as data would be.
        if (ForeignModels.Open(path, s_chain) is null) _ = Models.Model.Load(path);
    }

    private static void Data(string path) => s_sources.Open(new ExperimentData { Source = path }, folder: null);
}
