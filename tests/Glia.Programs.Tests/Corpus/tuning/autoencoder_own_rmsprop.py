# layers: 4-3-4
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(2)
data = np.eye(4)
enc = np.random.randn(4, 3)
dec = np.random.randn(3, 4)
s_enc, s_dec = 0, 0
for step in range(3000):
    code = 1 / (1 + np.exp(-(data @ enc)))
    back = 1 / (1 + np.exp(-(code @ dec)))
    miss = data - back
    d_back = miss * back * (1 - back)
    d_code = d_back.dot(dec.T) * code * (1 - code)
    g_dec, g_enc = code.T.dot(d_back), data.T.dot(d_code)
    s_dec = 0.9 * s_dec + 0.1 * g_dec ** 2
    s_enc = 0.9 * s_enc + 0.1 * g_enc ** 2
    dec += 0.02 * s_dec ** -0.5 * g_dec
    enc += 0.02 * s_enc ** -0.5 * g_enc
    if step % 500 == 0:
        print(np.abs(miss).mean())
