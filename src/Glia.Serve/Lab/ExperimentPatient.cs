using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Serve.Lab.Breaks;

namespace Glia.Serve.Lab;

/// <summary>An experiment with its data in memory; its faults are those of the doctor's list that make sense in it.</summary>
internal sealed class ExperimentPatient : LabPatient
{
    // Rows on which each moment is judged: a standard error of two hundredths.
    private const int JudgedRows = 500;

    private readonly Experiment _healthy;
    private readonly LoadedData _data;
    private readonly int _classes;
    private readonly LabSwitch[] _switches;

    /// <summary>A patient of an experiment that learns.</summary>
    /// <param name="id">How requests name it.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="sentence">What it is, in a sentence.</param>
    /// <param name="healthy">The experiment without faults.</param>
    /// <param name="data">Its data.</param>
    /// <exception cref="GliaException">The experiment does not fit the data.</exception>
    public ExperimentPatient(string id, string name, string sentence, Experiment healthy, LoadedData data)
    {
        (Id, Name, Sentence, _healthy, _data) = (id, name, sentence, healthy, data);
        ExperimentRun run = ExperimentRun.Prepare(healthy, data);
        _classes = run.ClassNames?.Count ?? 0;
        Skill = run.HasAccuracy ? "accuracy" : "R²";
        _switches =
        [
            .. DataBreak.All.Where(one => one.In(healthy, data) is not null).Select(one => new LabSwitch(one.Name, one.Fault, one.Name)),
            .. Break.All.Where(one => one.In(healthy, _classes) is not null).Select(one => new LabSwitch(one.Name, one.Fault, one.Name)),
        ];
    }

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Sentence { get; }

    /// <inheritdoc/>
    public override string Skill { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LabSwitch> Switches => _switches;

    /// <inheritdoc/>
    public override void Train(IReadOnlySet<string> on, Action<LabPoint> tell, CancellationToken stop)
    {
        (Experiment broken, LoadedData data) = Broken(on);
        ExperimentRun run = ExperimentRun.Prepare(broken, data);
        Dataset judged = run.Data.Test ?? run.Data.Training;
        judged = judged.Select([.. Enumerable.Range(0, Math.Min(JudgedRows, judged.Rows))
            .Select(i => (int)((long)i * judged.Rows / Math.Min(JudgedRows, judged.Rows)))]);
        run.Fit(null, stop, new LabPace(run.TotalSteps, judged, tell));
    }

    /// <inheritdoc/>
    public override Diagnosis Examine(IReadOnlySet<string> on, CancellationToken stop)
    {
        (Experiment broken, LoadedData data) = Broken(on);
        return Doctor.Doctor.Examine(ExperimentSubject.Of(broken, data), new ExaminationOptions { CancellationToken = stop }).Diagnosis;
    }

    // In the order of the list, so that the same switches are the same experiment whichever was touched first.
    private (Experiment, LoadedData) Broken(IReadOnlySet<string> on)
    {
        (Experiment experiment, LoadedData data) = (_healthy, _data);
        foreach (DataBreak one in DataBreak.All.Where(one => on.Contains(one.Name)))
            (experiment, data) = one.In(experiment, data) ?? (experiment, data);
        foreach (Break one in Break.All.Where(one => on.Contains(one.Name))) experiment = one.In(experiment, _classes) ?? experiment;
        return (experiment, data);
    }
}
