using Glia.Experiments;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Interop.TensorBoard;

/// <summary>
/// Writes a run for TensorBoard while it goes on: in folders <c>train</c>, <c>validation</c> and <c>test</c> the curves that Keras'
/// callback writes (<c>epoch_loss</c>, <c>epoch_accuracy</c>, <c>epoch_learning_rate</c>) and a histogram of each parameter an epoch; at
/// the end the confusion matrix as a picture, what was found as text, and the hyper-parameters.
/// </summary>
/// <remarks>Where the files cannot be written any more the run goes on, and that is said once.</remarks>
public sealed class TensorBoardLog : ITrainingObserver, IDisposable
{
    private const string Train = "train", Validation = "validation", Test = "test";

    private readonly Dictionary<string, EventFile> _parts = new(StringComparer.Ordinal);
    private readonly ExperimentRun _run;
    private readonly Action<string> _tell;
    private bool _lost, _finished;
    private int _epoch;

    private TensorBoardLog(string folder, ExperimentRun run, Action<string> tell) => (Folder, _run, _tell) = (folder, run, tell);

    /// <summary>Where the run's files are.</summary>
    public string Folder { get; }

    /// <summary>Gradients are not shown, so that steps need not keep them.</summary>
    public bool LooksAtGradients => false;

    /// <summary>Refuses a folder that cannot be written to, before anything is begun.</summary>
    /// <param name="folder">Where the log shall go.</param>
    /// <exception cref="GliaException">It is none, or may not be written to.</exception>
    public static void Check(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (IsRefused(error))
        {
            throw Refused(folder, error);
        }
    }

    /// <summary>Begins the files of a run, in a folder of its own.</summary>
    /// <param name="folder">The folder that TensorBoard is pointed to.</param>
    /// <param name="name">What the run is called there; a number is put behind a name that is taken.</param>
    /// <param name="run">The run.</param>
    /// <param name="tell">Receives the sentence that says that the files are lost.</param>
    /// <exception cref="GliaException">They cannot be written.</exception>
    public static TensorBoardLog Begin(string folder, string name, ExperimentRun run, Action<string> tell)
    {
        var log = new TensorBoardLog(RunFolder.Free(Path.Combine(folder, name)), run, tell);
        try
        {
            log.Begin();
            return log;
        }
        catch (Exception error) when (IsRefused(error))
        {
            log.Dispose();
            throw Refused(folder, error);
        }
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        _epoch = report.Epoch;
        Guarded(() =>
        {
            long step = Curves(report);
            foreach (Parameter parameter in trainer.Network.Parameters)
                if (EventValue.Histogram(trainer.Network.Weights[parameter]) is { } histogram)
                    Part(Train).Add(step, parameter.FullName, histogram);
            foreach (EventFile part in _parts.Values) part.Flush();
        });
        return Answer.Continue;
    }

    /// <summary>Writes the curves of epochs that an earlier process trained; of their weights nothing is known any more.</summary>
    /// <param name="epochs">The epochs that are over.</param>
    public void GoOn(IReadOnlyList<EpochReport> epochs) => Guarded(() =>
    {
        foreach (EpochReport epoch in epochs) Curves(epoch);
        foreach (EventFile part in _parts.Values) part.Flush();
    });

    /// <summary>Writes what is known at the end.</summary>
    /// <param name="summary">What came out.</param>
    /// <param name="findings">What the doctor found, a sentence or more each; empty for nothing.</param>
    public void Finish(RunSummary summary, IReadOnlyList<string> findings) => Guarded(() =>
    {
        Evaluation judged = summary.Judged;
        string part = summary.Test is null ? Train : Test;
        if (summary.ClassNames is { } names && judged.Classes is > 1 and <= ConfusionPicture.MostClasses)
        {
            (byte[] png, int size) = ConfusionPicture.Of(judged);
            Part(part).Add(_epoch, "confusion_matrix", EventValue.Image(png, size, size));
            Part(part).Add(_epoch, "classes/text_summary", EventValue.Text("Rows are the true classes, columns the answers.\n\n" +
                string.Join("\n", names.Select((name, i) => $"    {i}  {name}"))));
        }
        Part("").Add(_epoch, "verdict/text_summary", EventValue.Text(summary.Verdict.Sentence));
        string found = string.Join("\n\n", findings.Select((one, i) => $"{i + 1}. {one}"));
        if (findings.Count > 0) Part("").Add(_epoch, "findings/text_summary", EventValue.Text(found));
        Part("").Add(_epoch, Hyperparameters.EndTag, Hyperparameters.End(finished: true));
        _finished = true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_finished && !_lost && _parts.TryGetValue("", out EventFile? run))
            Guarded(() => run.Add(_epoch, Hyperparameters.EndTag, Hyperparameters.End(finished: false)));
        foreach (EventFile part in _parts.Values)
        {
            try
            {
                part.Dispose();
            }
            catch (IOException)
            {
                // What could not be written was said.
            }
        }
        _parts.Clear();
        _lost = true;
    }

    private static bool IsRefused(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static GliaException Refused(string folder, Exception error) => new($"Nothing can be written for TensorBoard in {folder} " +
        $"({error.Message.TrimEnd('.')}); name a folder that you may write to.", error);

    private void Begin()
    {
        IReadOnlyList<KeyValuePair<string, object>> values = Hyperparameters.Of(_run);
        List<(string, string)> metrics = [(Train, "epoch_loss")];
        if (_run.Data.Validation is not null) metrics.Add((Validation, "epoch_loss"));
        if (_run.Data.Test is not null) metrics.Add((Test, "epoch_loss"));
        if (_run.HasAccuracy) metrics.AddRange([.. metrics.Select(metric => (metric.Item1, "epoch_accuracy"))]);
        Part("").Add(0, Hyperparameters.ExperimentTag, Hyperparameters.Declaration(values, metrics));
        Part("").Add(0, Hyperparameters.StartTag, Hyperparameters.Start(values, Path.GetFileName(Folder)));
        Part("").Add(0, "experiment/text_summary", EventValue.Text("    " + _run.Experiment.ToJson().ReplaceLineEndings("\n    ")));
        Part("").Flush();
    }

    private long Curves(EpochReport report)
    {
        // As Keras counts them, from 0.
        long step = report.Epoch - 1;
        Scalars(Train, step, report.Loss, report.Accuracy, report.Rate);
        Scalars(Validation, step, report.Validation);
        Scalars(Test, step, report.Test);
        return step;
    }

    private void Scalars(string part, long step, Evaluation? evaluation)
    {
        if (evaluation is null) return;
        Scalars(part, step, evaluation.Loss, evaluation.Accuracy, null);
        foreach ((string metric, double value) in evaluation.Metrics) Part(part).Add(step, $"epoch_{metric}", EventValue.Scalar(value));
    }

    private void Scalars(string part, long step, double loss, double accuracy, double? rate)
    {
        EventFile file = Part(part);
        file.Add(step, "epoch_loss", EventValue.Scalar(loss));
        if (_run.HasAccuracy) file.Add(step, "epoch_accuracy", EventValue.Scalar(accuracy));
        if (rate is { } value) file.Add(step, "epoch_learning_rate", EventValue.Scalar(value));
    }

    private EventFile Part(string name)
    {
        if (_parts.TryGetValue(name, out EventFile? file)) return file;
        return _parts[name] = new EventFile(name.Length == 0 ? Folder : Path.Combine(Folder, name));
    }

    private void Guarded(Action write)
    {
        if (_lost) return;
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _lost = true;
            _tell($"Nothing more is written for TensorBoard in {Folder} ({error.Message.TrimEnd('.')}); the run goes on.");
        }
    }
}
