'use strict';(()=>{
const d=document,$=(t,p,c)=>{const e=d.createElement(t);if(c)e.className=c;if(p)p.append(e);return e},
S=(t,p,a)=>{const e=d.createElementNS('http://www.w3.org/2000/svg',t);for(const k in a)e.setAttribute(k,a[k]);p.append(e);return e},
say=t=>d.getElementById('live').textContent=t;
// Colours: kept in the address, so that a link or a reload has them.
const theme=()=>{const t=/^#theme-(light|dark|auto)$/.exec(location.hash);if(t)d.getElementById(t[0].slice(1)).checked=true};
theme();addEventListener('hashchange',theme);
for(const r of d.querySelectorAll('[name=theme]'))r.addEventListener('change',()=>{try{history.replaceState(null,'','#'+r.id)}catch{}});
// Copying.
for(const c of d.querySelectorAll('.copy')){const b=$('button',c);b.type='button';b.textContent='Copy';
b.onclick=async()=>{const t=c.querySelector('code').textContent;try{await navigator.clipboard.writeText(t)}catch{
const a=$('textarea',c);a.value=t;a.select();d.execCommand('copy');a.remove()}b.textContent='Copied';say('Copied');
 setTimeout(()=>b.textContent='Copy',1500)}}
// Sorting.
for(const t of d.querySelectorAll('.t')){const body=t.tBodies[0];if(!body||body.rows.length<3)continue;
[...t.tHead.rows[0].cells].forEach((h,i)=>{const b=d.createElement('button');b.type='button';b.textContent=h.textContent;
 h.replaceChildren(b);
b.onclick=()=>{const up=h.getAttribute('aria-sort')!=='ascending';for(const o of t.tHead.rows[0].cells)o.removeAttribute('aria-sort');
h.setAttribute('aria-sort',up?'ascending':'descending');
const rows=[...body.rows].map(r=>{const c=r.cells[i];return[c.dataset.v===undefined?null:+c.dataset.v,c.textContent,r]});
rows.sort((a,b)=>{const n=a[0]!==null&&b[0]!==null?a[0]-b[0]:a[1]<b[1]?-1:a[1]>b[1]?1:0;return a[1]===''?1:b[1]===''?-1:up?n:-n});
body.append(...rows.map(r=>r[2]));say('Sorted by '+b.textContent)}})}
// Charts: the same rules as in C#, once more for what was chosen.
const text=v=>{const a=Math.abs(v);if(a===0)return'0';if(a<1e-3||a>=1e6)return v.toExponential(2).replace(/\.?0+e/,'e').replace('e+','e');
return a>=1000?Math.round(v).toLocaleString('en'):String(+v.toPrecision(4))};
const axis=(lo,hi,log,whole)=>{const f=log?Math.log10:v=>v;if(lo===hi)[lo,hi]=log?[lo/2,hi*2]:lo===0?[-1,1]:[lo-Math.abs(lo)/10,
 hi+Math.abs(hi)/10];
const a=f(lo),b=f(hi);return{lo,hi,at:v=>log&&v<=0?NaN:(f(v)-a)/(b-a),back:s=>{const v=a+s*(b-a);return log?10**v:v},ticks(){const t=[];
if(log){const n=b-a,e=Math.max(1,Math.ceil(n/5)),m=n<1?[1,2,3,5,7]:n<2?[1,2,5]:[1];
 for(let p=Math.floor(a);p<=Math.ceil(b);p++)if(p%e===0)for(const k of m){
const v=k*10**p;if(f(v)>=a&&f(v)<=b)t.push(v)}return t.length?t:[lo,hi]}
const q=10**Math.floor(Math.log10((hi-lo)/5));let s=q;for(const k of[1,2,5,10]){s=k*q;
 if((hi-lo)/s<=5)break}if(whole)s=Math.max(1,Math.round(s));
for(let i=Math.ceil(lo/s-1e-9);i*s<=hi+1e-9*s;i++)t.push(+(i*s).toPrecision(12));return t}}};
const pad=(x,log,r=.05)=>log?axis(x.back(-r),x.back(1+r),1):axis(x.lo===0?0:x.back(-r),x.back(1+r),0);
const smooth=(y,w)=>{let a=0,n=0;return y.map(v=>{if(v===null)return v;a=w*a+(1-w)*v;n=w*n+1-w;return a/n})};
const chart=fig=>{const c=JSON.parse(fig.dataset.chart),plot=fig.querySelector('.plot'),svg=plot.querySelector('svg'),
ys=plot.querySelector('.ys'),xs=plot.querySelector('.xs'),lines=svg.querySelector('.lines'),grid=svg.querySelector('.grid');
let ly=c.ly,lx=c.lx,w=0,zoom=null,x,y,at=-1;
const range=(get,log)=>{let lo=Infinity,hi=-Infinity;for(const s of c.s)for(const v of get(s))if(v!==null&&(!log||v>0)){if(v<lo)lo=v;
 if(v>hi)hi=v}
return lo>hi?log?[.1,1]:[0,1]:[lo,hi]};
const near=s=>zoom?s.y.filter((_,i)=>s.x[i]>=zoom[0]&&s.x[i]<=zoom[1]):s.y;
const path=(s,v,dots)=>{let p='',pen=0;s.x.forEach((a,i)=>{const X=x.at(a),Y=v[i]===null?NaN:y.at(v[i]);
 if(!isFinite(X)||!isFinite(Y)){pen=0;return}
const q=(1000*X).toFixed(1)+' '+(1000-1000*Y).toFixed(1);p+=dots?'M'+q+'h0':(pen?'L':'M')+q;pen=1});return p};
const draw=()=>{x=zoom?axis(...zoom,lx,c.wh):c.xr?axis(...c.xr,lx):axis(...range(s=>s.x,lx),lx,c.wh);
 if(!zoom&&!c.xr&&c.s.some(s=>s.d))x=pad(x,lx,.02);
if(c.yr&&!ly&&!zoom)y=axis(...c.yr,0);else{let[lo,hi]=range(near,ly);if(c.lv){lo=Math.min(lo,c.lv);
 hi=Math.max(hi,c.lv)}y=pad(axis(lo,hi,ly),ly)}
lines.replaceChildren();for(const s of[...c.s].reverse()){const k='k'+s.k;
if(s.lo){const pt=(v,i)=>(1000*x.at(s.x[i])).toFixed(1)+' '+(1000-1000*Math.max(-9,Math.min(9,y.at(v)))).toFixed(1),a=s.hi.map(pt),
 b=s.lo.map((v,i)=>pt(v,i)).reverse();
S('path',lines,{class:'b '+k,d:'M'+a.concat(b).filter(q=>!q.includes('NaN')).join('L')+'Z'})}
if(s.l&&w>0)S('path',lines,{class:'l raw '+k,d:path(s,s.y)});
const v=w>0?smooth(s.y,w):s.y;if(s.l)S('path',lines,{class:'l '+k+(s.f?' faint':''),d:path(s,v)});
 if(s.d)S('path',lines,{class:'d '+k,d:path(s,s.y,1)});
if(s.m>=0)S('path',lines,{class:'m '+k,d:path({x:[s.x[s.m]]},[v[s.m]],1)})}
grid.replaceChildren();ys.replaceChildren();xs.replaceChildren();
for(const t of y.ticks()){const p=y.at(t);S('path',grid,{d:'M0 '+(1000-1000*p)+'H1000'});
 if(p>-.001&&p<1.001){const e=$('span',ys);e.style.bottom=100*p+'%';e.textContent=c.pc?+(100*t).toPrecision(4)+' %':text(t)}}
for(const t of x.ticks()){const p=x.at(t);S('path',grid,{d:'M'+1000*p+' 0V1000'});
 if(p>-.001&&p<1.001){const e=$('span',xs);e.style.left=100*p+'%';e.textContent=text(t)}}
const pts=plot.querySelector('.pts'),named=c.s.find(s=>!s.l&&s.p);if(pts&&
 named)[...pts.children].forEach((e,i)=>{const X=x.at(named.x[i]),Y=y.at(named.y[i]);
e.hidden=!(X>=0&&X<=1&&Y>=0&&Y<=1);e.style.left=100*X+'%';e.style.bottom=100*Y+'%'});
const lv=svg.querySelector('.level');if(lv&&c.lv)lv.setAttribute('d','M0 '+(1000-1000*y.at(c.lv))+'H1000')};
// What stands where the cursor is.
const stops=()=>[...new Set(c.s.flatMap(s=>s.f&&c.s.some(o=>!o.f)?[]:s.x))].sort((a,b)=>a-b),grows='grows'in fig.dataset,
 read=$('p',null,'read'),mark=$('div',null,'cursor');mark.hidden=true;plot.append(mark);
plot.parentNode.after(read);let points=stops();
// Data that came later: what was chosen stays chosen.
fig.addEventListener('more',e=>{c.s=e.detail.s;points=stops();draw();if(!mark.hidden)show(Math.min(at,points.length-1))});
const show=(i,loud)=>{if(i<0||i>=points.length)return;at=i;const v=points[i];x||draw();mark.hidden=false;mark.style.left=100*x.at(v)+'%';
 read.replaceChildren();
const b=$('b',read);b.textContent=c.xn+' '+text(v);let t=b.textContent;
 for(const s of c.s){if(s.f&&c.s.length>1)continue;const j=s.x.indexOf(v);if(j<0||s.y[j]===null)continue;
const q=' · '+(s.p?s.p[j]+' ':s.n?s.n+' ':'')+(c.pc?(100*s.y[j]).toFixed(2)+' %':text(s.y[j]));read.append(q);t+=q}if(loud)say(t)};
const share=e=>{const r=plot.getBoundingClientRect();return Math.max(0,Math.min(1,(e.clientX-r.left)/r.width))};
const closest=s=>{x||draw();const v=x.back(s);let best=0;points.forEach((p,i)=>{
 if(Math.abs(x.at(p)-x.at(v))<Math.abs(x.at(points[best])-x.at(v)))best=i});return best};
let from=null,box=null;
plot.addEventListener('pointermove',e=>{const s=share(e);if(from!==null){box??=$('div',plot,'zoom');box.style.left=100*Math.min(s,from)+'%';
 box.style.width=100*Math.abs(s-from)+'%'}else if(points.length)show(closest(s))});
plot.addEventListener('pointerleave',()=>{if(from===null)mark.hidden=true});
if(!c.sm){plot.addEventListener('pointerdown',e=>{if(e.pointerType==='mouse'&&e.button===0){from=share(e);
 plot.setPointerCapture(e.pointerId);e.preventDefault()}});
plot.addEventListener('pointerup',e=>{if(from===null)return;const s=share(e),a=Math.min(s,from),b=Math.max(s,from);from=null;box?.remove();
 box=null;if(b-a>.02){x||draw();zoom=[x.back(a),x.back(b)];draw()}});
plot.addEventListener('pointercancel',()=>{from=null;box?.remove();box=null});
plot.addEventListener('dblclick',()=>{zoom=null;draw()});
const tools=$('div',null,'tools'),flip=(n,on,f)=>{const b=$('button',tools);b.type='button';b.textContent=n;
 b.setAttribute('aria-pressed',!!on);b.onclick=()=>{const v=b.getAttribute('aria-pressed')!=='true';b.setAttribute('aria-pressed',v);
 f(v?1:0);draw()}};
flip('log y',ly,v=>ly=v);if(points.length>9||grows)flip('log x',lx,v=>lx=v);
if((points.length>4||grows)&&c.s.some(s=>s.l&&!s.p)){const l=$('label',tools),r=d.createElement('input');l.append('smooth',r);
 r.type='range';r.min=0;r.max=.99;r.step=.01;r.value=0;r.oninput=()=>{w=+r.value;draw()}}
const h=$('span',tools);h.textContent='drag to zoom, double click to reset';plot.parentNode.before(tools)}
if(points.length||grows){plot.tabIndex=0;plot.setAttribute('role','group');
 plot.setAttribute('aria-label',
 fig.querySelector('figcaption').textContent+': arrow keys read the values'+(c.sm?'':', Escape resets the zoom'));
plot.addEventListener('keydown',e=>{const k={ArrowLeft:at-1,ArrowRight:at+1,Home:0,End:points.length-1}[e.key];
if(k!==undefined){show(Math.max(0,Math.min(points.length-1,k)),1);e.preventDefault()}else if(e.key==='Escape'&&zoom){zoom=null;draw()}})}};
d.querySelectorAll('[data-chart]').forEach(chart);addEventListener('chart',e=>chart(e.detail));
})();
