'use strict';(()=>{
const d=document,root=d.getElementById('try'),path=root.dataset.path,$=s=>root.querySelector(s),
 say=t=>d.getElementById('live').textContent=t;
const note=(t)=>{const n=$('.note[role=status]');n.textContent=t;n.hidden=!t};
const bars=$('#bars'),keep=$('#keep'),seen=$('#seen'),
 blank=seen.src.startsWith('data:image/gif')?seen.src:'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const show=a=>{seen.src=a.picture;$('.how').textContent=a.seen;$('#answer').textContent=a.answer;note('');
a.shares.forEach(([n,s],i)=>{let li=bars.children[i];if(!li){li=d.createElement('li');
 for(const c of['name','bar','pc']){const e=d.createElement('span');e.className=c;li.append(e)}li.children[1].append(d.createElement('i'));
 bars.append(li)}
li.children[0].textContent=n;li.querySelector('i').style.width=100*s+'%';li.children[2].textContent=(100*s).toFixed(1)+' %'});
const top=Math.max(...a.shares.map(s=>s[1]));[...bars.children].forEach((li,i)=>li.classList.toggle('top',!!a.shares[i]&&
 a.shares[i][1]===top));
if(keep){keep.hidden=false;keep.elements.picture.value=a.picture}};
const empty=()=>{seen.src=blank;$('.how').textContent='';$('#answer').textContent='…';
 for(const li of bars.children){li.className='';li.querySelector('i').style.width='0';
 li.children[2].textContent='0.0 %'}if(keep)keep.hidden=true};
const ask=async(url,options)=>{const a=await fetch(url,{method:'POST',...options,
 headers:{Accept:'application/json',...options.headers}}).catch(()=>null);
if(!a){note('The server does not answer.');return null}const j=await a.json();if(!a.ok){note(j.error);say(j.error);return null}return j};
// A picture: sent as the form would, shown without leaving the page.
$('#upload').addEventListener('submit',async e=>{e.preventDefault();strokes=[];redraw();
 const a=await ask(path,{body:new FormData(e.target)});if(a){show(a);say('It says '+a.answer)}});
if(keep)keep.addEventListener('submit',async e=>{e.preventDefault();const a=await ask(keep.action,
 {body:new URLSearchParams(new FormData(keep,e.submitter))});if(a){note(a.said);say(a.said);keep.hidden=true}});
// Drawing.
const pad=$('#pad');let strokes=[],now=null,busy=false,again=false,louder=false,x=.5,y=.5,cursor=false;
const ink=()=>getComputedStyle(root).getPropertyValue('--ink');
const redraw=()=>{if(!pad)return;const g=pad.getContext('2d'),w=pad.width;g.clearRect(0,0,w,w);g.lineCap=g.lineJoin='round';
 g.strokeStyle=g.fillStyle=ink();g.lineWidth=w/13;
for(const s of strokes){g.beginPath();g.moveTo(s[0]*w,s[1]*w);if(s.length===2)g.lineTo(s[0]*w,s[1]*w);
for(let i=2;i<s.length;i+=2){const l=i+2>=s.length,mx=l?s[i]:(s[i]+s[i+2])/2,my=l?s[i+1]:(s[i+1]+s[i+3])/2;
 g.quadraticCurveTo(s[i]*w,s[i+1]*w,mx*w,my*w)}g.stroke()}
if(cursor){g.lineWidth=2;g.beginPath();g.arc(x*w,y*w,w/26,0,7);g.stroke()}root.classList.toggle('drawn',strokes.length>0)};
const round=v=>Math.round(v*1e4)/1e4;
const look=async loud=>{if(!strokes.length){empty();return}if(busy){again=true;louder=louder||loud;return}busy=true;root.dataset.asking=1;
const a=await ask(path+'/look',{body:JSON.stringify({strokes}),headers:{'Content-Type':'application/json'}});busy=false;
 if(a&&strokes.length){show(a);if(loud&&!again)say('It says '+a.answer)}
if(again){again=false;const l=loud||louder;louder=false;look(l)}else root.dataset.asking=0};
if(pad){
const at=e=>{const r=pad.getBoundingClientRect();return[round((e.clientX-r.left)/r.width),round((e.clientY-r.top)/r.height)]};
pad.addEventListener('pointerdown',e=>{if(e.button)return;cursor=false;pad.setPointerCapture(e.pointerId);now=at(e);strokes.push(now);
 redraw();e.preventDefault();pad.focus({preventScroll:true})});
pad.addEventListener('pointermove',e=>{if(!now)return;for(const p of e.getCoalescedEvents?.()||[e])now.push(...at(p));redraw();look()});
const up=()=>{if(!now)return;now=null;look(true)};pad.addEventListener('pointerup',up);pad.addEventListener('pointercancel',up);
const clear=()=>{strokes=[];now=null;redraw();look()},undo=()=>{strokes.pop();redraw();look(true)};
$('#clear').onclick=clear;$('#undo').onclick=undo;
pad.addEventListener('keydown',e=>{const m={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]}[e.key];
if(m){cursor=true;x=Math.max(0,Math.min(1,x+m[0]/25));y=Math.max(0,Math.min(1,y+m[1]/25));if(now)now.push(round(x),round(y));redraw();
 look();e.preventDefault()}
else if(e.key===' '){cursor=true;if(now){now=null;say('Pen up');look(true)}else{now=[round(x),round(y)];strokes.push(now);
 say('Pen down')}redraw();e.preventDefault()}
else if(e.key==='Delete'||e.key==='Backspace')clear();else if((e.ctrlKey||e.metaKey)&&e.key==='z')undo()});
pad.addEventListener('blur',()=>{cursor=false;redraw()});
for(const r of d.querySelectorAll('[name=theme]'))r.addEventListener('change',redraw);
 matchMedia('(prefers-color-scheme:dark)').addEventListener('change',redraw);redraw()}
})();
