using Glia.Data;

namespace Glia.Training;

/// <summary>
/// A thread that has the system read the rows of the next window from the disk while those of this one are learned. It computes nothing and
/// writes nothing, so the results do not depend on it.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    // Read in pieces of the size of a block.
    private const int Piece = 512 << 10;

    // The next window is read at the pace at which this one is learned, and done when so much of it is: read at once it would drive the
    // rest of this one out of a small page cache. Convention.
    private const double Done = 0.85;

    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(5);

    private readonly Features _inputs;
    private readonly EpochOrder _order;
    private readonly int _batch;
    private readonly Thread _helper;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _news = new(false);
    private (int Epoch, int Window) _begun = (-1, -1);
    private volatile bool _ends;
    private volatile int _steps;   // of the window that is being learned
    private volatile Exception? _failure;

    private ReadAhead(Features inputs, EpochOrder order, int batch)
    {
        (_inputs, _order, _batch) = (inputs, order, batch);
        _helper = new Thread(Work) { IsBackground = true, Name = "Glia reads ahead" };
        _helper.Start();
    }

    /// <summary>
    /// Reads ahead for a training; null where its rows are in memory, or come as they lie, which the system sees by itself.
    /// </summary>
    /// <param name="inputs">The rows.</param>
    /// <param name="order">The order they are taken in.</param>
    public static ReadAhead? For(Features inputs, BatchOrder order)
    {
        if (!inputs.AreOnDisk || order.Shuffled is not { } shuffled) return null;
        var ahead = new ReadAhead(inputs, shuffled, order.BatchSize);
        order.WindowBegins = ahead.Begin;
        return ahead;
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _ends = true;
        _news.Set();
        _helper.Join();
        _news.Dispose();
    }

    // Called in every step: which window is being learned.
    private void Begin(int epoch, int window)
    {
        if (_failure is { } failure)
            throw new GliaException($"The data cannot be read any more ({failure.Message.TrimEnd('.')}); see to the disk and start again.",
                failure);
        if (_begun == (epoch, window))
        {
            _steps++;
            return;
        }
        lock (_gate) (_begun, _steps) = ((epoch, window), 0);
        _news.Set();
    }

    private void Work()
    {
        var scratch = new byte[Piece];
        (int Epoch, int Window) done = (-1, -1);
        while (true)
        {
            _news.WaitOne();
            if (_ends) return;
            (int Epoch, int Window) begun;
            lock (_gate) begun = _begun;
            try
            {
                // The one that is being learned was read before, but for the first.
                if (done != begun) Read(begun.Epoch, begun.Window, begun, scratch, paced: false);
                done = begun.Window + 1 < _order.Windows ? (begun.Epoch, begun.Window + 1) : (begun.Epoch + 1, 0);
                Read(done.Epoch, done.Window, begun, scratch, paced: true);
            }
            catch (Exception e) when (e is IOException or GliaException)
            {
                _failure = e;
                return;
            }
        }
    }

    private void Read(int epoch, int window, (int Epoch, int Window) begun, byte[] scratch, bool paced)
    {
        double all = _order.Start(window + 1) - _order.Start(window), now = _order.Start(begun.Window + 1) - _order.Start(begun.Window);
        long read = 0;
        foreach ((int start, int count) in _order.Blocks(epoch, window))
        {
            while (paced && !_ends && read / all * Done > (double)_steps * _batch / now && _begun == begun) Thread.Sleep(s_nap);
            if (_ends) return;
            _inputs.ReadAhead(start, count, scratch);
            read += count;
        }
    }
}
