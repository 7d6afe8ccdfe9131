using System.Diagnostics;
using Glia.Experiments;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>
/// Shows a run while it goes. The training thread only leaves numbers behind; a timer draws them ten times a second at most, so that
/// showing costs the training nothing. In a pipe there is no live line, only the table.
/// </summary>
internal sealed class TrainingScreen : ITrainingObserver, IDisposable
{
    private const int RefreshMilliseconds = 120;
    private const string EraseLine = "\r\u001b[2K";

    private readonly Terminal _terminal;
    private readonly EpochTable _table;
    private readonly string _rows;
    private readonly long _totalSteps;
    private readonly int _stepsPerEpoch;
    private readonly ShownEpochs _shown;
    private readonly Timer? _timer;
    private readonly Lock _writing = new();
    private long _started;
    private long _steps, _samples, _stepsBefore;
    private double _loss = double.NaN;
    private bool _lineShown;
    private EpochReport? _best;
    private int _rowsSinceBest;

    public TrainingScreen(Terminal terminal, EpochTable table, string rows, long totalSteps, int stepsPerEpoch)
    {
        (_terminal, _table, _rows, _totalSteps, _stepsPerEpoch) = (terminal, table, rows, totalSteps, stepsPerEpoch);
        _shown = new ShownEpochs((int)(totalSteps / Math.Max(1, stepsPerEpoch)));
        if (terminal.IsLive) _timer = new Timer(_ => Draw(), null, RefreshMilliseconds, RefreshMilliseconds);
    }

    /// <summary>Writes the head of the table.</summary>
    public void Begin()
    {
        _started = Stopwatch.GetTimestamp();
        WriteLine(_table.Header(), "grey");
    }

    /// <summary>Shows what was done before this process.</summary>
    /// <param name="epochs">The epochs that are over.</param>
    /// <param name="steps">The steps that are done.</param>
    public void GoOn(IReadOnlyList<EpochReport> epochs, long steps)
    {
        _stepsBefore = steps;
        foreach (EpochReport epoch in epochs) Show(_shown.Add(epoch));
    }

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        if (_started == 0) _started = Stopwatch.GetTimestamp();
        _steps = report.Step;
        _samples += report.Rows;
        // A mean over about the last twenty steps: one step's loss jumps too much to be read.
        _loss = double.IsNaN(_loss) ? report.Loss : _loss + 0.05 * (report.Loss - _loss);
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        Show(_shown.Add(report));
        return Answer.Continue;
    }

    /// <summary>Ends the table: what was not shown yet, and what its marks mean.</summary>
    /// <param name="watched">What the best epoch is chosen by: <c>validation loss</c>.</param>
    /// <param name="perfectLoss">The loss of perfect answers; above 0 where labels are smoothed.</param>
    public void End(string watched, double perfectLoss)
    {
        Show(_shown.Rest());
        string mark = $"* the lowest {watched} so far";
        string some = _shown.Every > 1
            ? $"; one epoch in {_shown.Every} and the best between are shown, {RunFolder.HistoryFile} has all"
            : "";
        string smoothed = perfectLoss > 0 ? $"; labels are smoothed, so a perfect loss is {EpochTable.Loss(perfectLoss)}" : "";
        foreach (string line in WrappedText.Lines(" ", $"{mark}{some}{smoothed}", _terminal.Screen.Profile.Width)) WriteLine(line, "grey");
    }

    /// <summary>Says something to standard error while it goes on.</summary>
    public void Say(string sentence)
    {
        lock (_writing)
        {
            Erase();
            _terminal.Errors.WriteLine(sentence);
        }
    }

    /// <summary>Takes the live line away.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_writing) Erase();
    }

    private void Show(IReadOnlyList<EpochReport> epochs)
    {
        lock (_writing)
        {
            Erase();
            foreach (EpochReport epoch in epochs)
            {
                if (epoch.IsBest) MoveMark(epoch);
                WriteLine(_table.Row(epoch, epoch.IsBest), epoch.IsBest ? "green" : null);
                _rowsSinceBest++;
            }
        }
    }

    // The mark moves on: the row that had it is written again without.
    private void MoveMark(EpochReport best)
    {
        if (_best is not null && _terminal.IsLive && _rowsSinceBest < _terminal.Screen.Profile.Height - 1)
            _terminal.Plain.Write($"\u001b[{_rowsSinceBest}A{EraseLine}{_table.Row(_best, best: false)}\u001b[{_rowsSinceBest}B\r");
        _best = best;
        _rowsSinceBest = 0;
    }

    private void Draw()
    {
        lock (_writing)
        {
            long steps = Interlocked.Read(ref _steps);
            if (steps == 0 || steps >= _totalSteps) return;
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
            // A line longer than the screen would wrap, and a wrapped line cannot be erased.
            int width = Math.Max(1, _terminal.Screen.Profile.Width - 1);
            double speed = _samples / elapsed.TotalSeconds;
            _terminal.Plain.Write(EraseLine +
                ProgressLine.Text(steps, _totalSteps, _stepsPerEpoch, _loss, speed, _rows, Whole(elapsed, steps), width));
            _terminal.Plain.Flush();
            _lineShown = true;
        }
    }

    // As long as the whole run would have taken so far at the speed of this process: the time left is told by it.
    private TimeSpan Whole(TimeSpan elapsed, long steps) => elapsed * ((double)steps / Math.Max(1, steps - _stepsBefore));

    private void Erase()
    {
        if (_lineShown) _terminal.Plain.Write(EraseLine);
        _lineShown = false;
    }

    private void WriteLine(string line, string? style)
    {
        if (_terminal.IsLive && style is not null) _terminal.Screen.MarkupLine($"[{style}]{Markup.Escape(line)}[/]");
        else _terminal.Plain.WriteLine(line);
        _terminal.Plain.Flush();
    }
}
