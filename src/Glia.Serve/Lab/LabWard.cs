using Glia.Experiments;

namespace Glia.Serve.Lab;

/// <summary>
/// The networks of the lab: those that come with it, made when somebody asks for one, and those of files that were dropped.
/// </summary>
/// <param name="sources">Where data come from.</param>
internal sealed class LabWard(DataSource sources)
{
    // Data lie in memory as long as the server runs.
    private const int MostDropped = 8;

    private readonly Lock _lock = new();
    private readonly List<LabPatient> _dropped = [];
    private readonly Lazy<IReadOnlyList<LabPatient>> _built = new(() => Built(sources));

    /// <summary>All of them, the one to begin with first.</summary>
    public IReadOnlyList<LabPatient> All
    {
        get
        {
            lock (_lock) return [.. _built.Value, .. _dropped];
        }
    }

    /// <summary>The network of this name; null for none.</summary>
    public LabPatient? Find(string? id) => All.FirstOrDefault(patient => patient.Id == id);

    /// <summary>Makes a network of a table somebody dropped.</summary>
    /// <param name="name">What the file is called.</param>
    /// <param name="bytes">What is in it.</param>
    /// <exception cref="GliaException">It is no table that can be learned, or there are too many already.</exception>
    public LabPatient Drop(string name, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (_dropped.Count == MostDropped)
                throw new GliaException($"{MostDropped} files were dropped already, and their data lie in memory; start the server again.");
        }
        // Readers take files. Its name says nothing but what to call it: it is none in the file system.
        string folder = Directory.CreateTempSubdirectory("glia-lab-").FullName;
        try
        {
            string file = Path.Combine(folder, "rows.csv");
            File.WriteAllBytes(file, bytes.Span);
            var source = new ExperimentData { Source = file };
            LoadedData data = sources.Open(source, folder: null);
            Experiment experiment = Recipe.For(source, data);
            string sentence = $"{data.Rows:#,0} rows of {Words.Count(data.Inputs.Shape.Size, "number")}, as glia train would learn them: " +
                "a start for any table.";
            lock (_lock)
            {
                var patient = new ExperimentPatient($"file-{_dropped.Count + 1}", name, sentence, experiment, data);
                _dropped.Add(patient);
                return patient;
            }
        }
        catch (GliaException error)
        {
            throw new GliaException(error.Message.Replace(Path.Combine(folder, "rows.csv"), name, StringComparison.Ordinal), error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static LabPatient[] Built(DataSource sources)
    {
        Experiment healthy = Origin();
        LoadedData digits = sources.Open(healthy);
        return
        [
            new ExperimentPatient("digits", "The origin network, mended",
                "784-200-200-10 on 60,000 handwritten digits: it learns. Break it.", healthy, digits)
            {
                Story = ["normal kernels and biases", "rate 1e-6"],
            },
            new OriginPatient(digits),
        ];
    }

    // samples/experiments/origin-mended.json with the batch of a run that is over before anybody looks away.
    private static Experiment Origin() => new()
    {
        Name = "origin",
        Data = new ExperimentData { Source = Recipe.MnistSource, Scale = "unit", Split = ExperimentSplit.Standard },
        Network =
        [
            ExperimentLayer.Dense(200, "relu", "he_normal"), ExperimentLayer.Dense(200, "relu", "he_normal"),
            ExperimentLayer.Dense(10, "softmax"),
        ],
        Training = new ExperimentTraining
        {
            Optimizer = new System.Text.Json.Nodes.JsonObject { ["class_name"] = "SGD", ["learning_rate"] = 0.1 },
            BatchSize = 64,
            Epochs = 1,
        },
    };
}
